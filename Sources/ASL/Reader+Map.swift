import JSON
import JSONata

/// Map states.
extension Reader {
  mutating func map(_ fields: Object, at site: Site) -> MapState {
    let processor = processor(fields, at: site)
    return MapState(
      items: items(fields, at: site), itemSelector: itemSelector(fields, at: site),
      processor: processor.scope, mode: processor.mode,
      maxConcurrency: number("MaxConcurrency", in: fields, at: site, range: 0...Int.max),
      label: label(fields, at: site),
      toleratedFailureCount: number(
        "ToleratedFailureCount", in: fields, at: site, range: 0...Int.max),
      toleratedFailurePercentage: number(
        "ToleratedFailurePercentage", in: fields, at: site, range: 0...100, integer: false),
      reader: reader(fields, at: site), batcher: batcher(fields, at: site),
      writer: writer(fields, at: site))
  }

  private mutating func items(_ fields: Object, at site: Site) -> MapState.Items {
    switch site.language {
    case .jsonPath:
      let whole = try? DataPath("$")
      guard let value = fields["ItemsPath"] else { return whole.map { .path($0) } ?? .input }
      return (dataPath(value, at: site.at("ItemsPath")) ?? whole).map { .path($0) } ?? .input
    case .jsonata:
      guard let value = fields["Items"] else { return .input }
      switch value {
      case .array, .object: break
      case .string(let text):
        if case .plain = Delimited(text), !isPlaceholder(text) {
          fault("Value must be a JSONata expression between '{%' and '%}'", at: site.at("Items"))
        }
      default: fault("Expected value of type [ARRAY]", at: site.at("Items"))
      }
      return .template(template(value, field: "Items", at: site))
    }
  }

  private mutating func itemSelector(_ fields: Object, at site: Site) -> Template? {
    checkExclusive(["ItemSelector", "Parameters"], in: fields, at: site.location)
    if let template = template("ItemSelector", in: fields, at: site) { return template }
    return site.language == .jsonPath ? template("Parameters", in: fields, at: site) : nil
  }

  private mutating func processor(_ fields: Object, at site: Site) -> (
    scope: Scope, mode: MapState.Mode
  ) {
    let empty = Scope(start: Target(name: "", place: nil), states: [], location: "", comment: nil)
    let present = checkExclusive(["ItemProcessor", "Iterator"], in: fields, at: site.location)
    guard let name = present.first, let value = fields[name] else {
      fault("These fields are required: [ItemProcessor]", at: site.location)
      return (empty, .inline)
    }
    guard case .object(let object) = value else {
      fault("Expected value of type [OBJECT]", at: site.at(name))
      return (empty, .inline)
    }
    let mode = mode(object, at: site.at(name))
    let outer = express
    defer { express = outer }
    if case .distributed(let isExpress) = mode {
      if express {
        fault("Express state machine does not support Distributed Map", at: site.at(name))
      }
      express = isExpress
    }
    return (scope(object, at: site.at(name), holder: .processor) ?? empty, mode)
  }

  private mutating func mode(_ object: Object, at location: String) -> MapState.Mode {
    guard let value = object["ProcessorConfig"] else { return .inline }
    let place = "\(location)/ProcessorConfig"
    guard case .object(let config) = value else {
      fault("Expected value of type [OBJECT]", at: place)
      return .inline
    }
    checkAllowed(["Mode", "ExecutionType"], in: config, at: place)
    let mode = word("Mode", in: config, at: place, of: ["INLINE", "DISTRIBUTED"])
    let type = word("ExecutionType", in: config, at: place, of: ["STANDARD", "EXPRESS"])
    guard mode == "DISTRIBUTED" else {
      if config["ExecutionType"] != nil {
        fault("Field 'ExecutionType' is not supported", at: place)
      }
      return .inline
    }
    checkRequired(["ExecutionType"], in: config, at: place)
    return .distributed(express: type == "EXPRESS")
  }

  private mutating func label(_ fields: Object, at site: Site) -> String? {
    guard let label = string("Label", in: fields, at: site.location) else { return nil }
    if label.unicodeScalars.count > 40 {
      fault(
        "Label '\(label)' exceeds the limit of 40 characters", at: site.at("Label"),
        code: "INVALID_LABEL_NAME")
    } else if !isResourceName(label) {
      fault("Invalid Label: '\(label)'", at: site.at("Label"), code: "INVALID_LABEL_NAME")
    }
    return label
  }

  /// Whether a name has none of the characters that AWS forbids in names.
  private func isResourceName(_ name: String) -> Bool {
    !name.isEmpty
      && name.unicodeScalars.allSatisfy { scalar in
        switch scalar.value {
        case 0...0x1F, 0x7F...0x9F, 0xFFFE...0xFFFF: false
        default:
          !scalar.properties.isWhitespace
            && !"<>{}[]?*\"#%\\^|~`$&,;:/".unicodeScalars.contains(scalar)
        }
      }
  }

  // MARK: Reader, batcher, writer

  private mutating func object(_ name: String, in fields: Object, at site: Site, field: String = "")
    -> Object?
  {
    guard let value = fields[name] else { return nil }
    guard case .object(let object) = value else {
      fault("Expected value of type [OBJECT]", at: site.at("\(field)\(name)"))
      return nil
    }
    return object
  }

  private func argumentsName(_ site: Site) -> String {
    site.language == .jsonPath ? "Parameters" : "Arguments"
  }

  private mutating func reader(_ fields: Object, at site: Site) -> ItemReader? {
    guard let object = object("ItemReader", in: fields, at: site) else { return nil }
    let place = site.at("ItemReader")
    let arguments = argumentsName(site)
    checkAllowed(
      ["Resource", arguments, "ReaderConfig"], in: object, at: place, language: site.language)
    checkRequired(["Resource"], in: object, at: place)
    let resource = Resource(string("Resource", in: object, at: place) ?? "")
    return ItemReader(
      resource: resource,
      arguments: template(arguments, in: object, at: site, field: "ItemReader/"),
      config: readerConfig(object, at: site))
  }

  private mutating func readerConfig(_ fields: Object, at site: Site) -> ReaderConfig {
    var config = ReaderConfig()
    let field = "ItemReader/ReaderConfig/"
    guard let object = object("ReaderConfig", in: fields, at: site, field: "ItemReader/") else {
      return config
    }
    let place = site.at("ItemReader/ReaderConfig")
    checkAllowed(
      [
        "InputType", "Transformation", "ManifestType", "CSVDelimiter", "CSVHeaderLocation",
        "CSVHeaders", "ItemsPointer", "MaxItems", "MaxItemsPath",
      ], in: object, at: place)
    config.inputType = word(
      "InputType", in: object, at: place, of: ["CSV", "JSON", "JSONL", "PARQUET", "MANIFEST"])
    config.transformation = word(
      "Transformation", in: object, at: place, of: ["NONE", "LOAD_AND_FLATTEN"])
    config.manifestType = word(
      "ManifestType", in: object, at: place, of: ["ATHENA_DATA", "S3_INVENTORY"])
    config.csvDelimiter = word(
      "CSVDelimiter", in: object, at: place,
      of: ["COMMA", "PIPE", "SEMICOLON", "SPACE", "TAB"])
    config.csvHeaderLocation = word(
      "CSVHeaderLocation", in: object, at: place, of: ["FIRST_ROW", "GIVEN"])
    config.csvHeaders = strings("CSVHeaders", in: object, at: place)
    if config.csvHeaderLocation == "GIVEN" { checkRequired(["CSVHeaders"], in: object, at: place) }
    config.itemsPointer = string("ItemsPointer", in: object, at: place)
    config.maxItems = number("MaxItems", in: object, at: site, field: field, range: 0...100_000_000)
    return config
  }

  private mutating func strings(_ name: String, in object: Object, at location: String)
    -> [String]?
  {
    guard let value = object[name] else { return nil }
    guard case .array(let elements) = value else {
      fault("Expected value of type [ARRAY]", at: "\(location)/\(name)")
      return nil
    }
    var texts: [String] = []
    for (index, element) in elements.enumerated() {
      if let text = element.string {
        texts.append(text)
      } else {
        fault("Expected value of type [STRING]", at: "\(location)/\(name)[\(index)]")
      }
    }
    return texts
  }

  private mutating func batcher(_ fields: Object, at site: Site) -> ItemBatcher? {
    guard let object = object("ItemBatcher", in: fields, at: site) else { return nil }
    let place = site.at("ItemBatcher")
    let field = "ItemBatcher/"
    let limits = [
      "MaxItemsPerBatch", "MaxItemsPerBatchPath", "MaxInputBytesPerBatch",
      "MaxInputBytesPerBatchPath",
    ]
    checkAllowed(Set(limits + ["BatchInput"]), in: object, at: place)
    if !limits.contains(where: { object[$0] != nil }) {
      fault(
        "One of these fields is required: [MaxItemsPerBatch, MaxInputBytesPerBatch]", at: place)
    }
    return ItemBatcher(
      batchInput: template("BatchInput", in: object, at: site, field: field),
      maxItemsPerBatch: number(
        "MaxItemsPerBatch", in: object, at: site, field: field, range: 1...Int.max),
      maxInputBytesPerBatch: number(
        "MaxInputBytesPerBatch", in: object, at: site, field: field, range: 1...262_144))
  }

  private mutating func writer(_ fields: Object, at site: Site) -> ResultWriter? {
    guard let object = object("ResultWriter", in: fields, at: site) else { return nil }
    let place = site.at("ResultWriter")
    let arguments = argumentsName(site)
    checkAllowed(
      ["Resource", arguments, "WriterConfig"], in: object, at: place, language: site.language)
    if object["WriterConfig"] == nil { checkRequired(["Resource"], in: object, at: place) }
    let resource = string("Resource", in: object, at: place)
    var transformation: String?
    var outputType: String?
    if let config = self.object("WriterConfig", in: object, at: site, field: "ResultWriter/") {
      let place = "\(place)/WriterConfig"
      checkAllowed(["Transformation", "OutputType"], in: config, at: place)
      if config.isEmpty { checkRequired(["OutputType"], in: config, at: place) }
      transformation = word(
        "Transformation", in: config, at: place, of: ["NONE", "COMPACT", "FLATTEN"])
      outputType = word("OutputType", in: config, at: place, of: ["JSON", "JSONL"])
    }
    return ResultWriter(
      resource: resource.map { Resource($0) },
      arguments: template(arguments, in: object, at: site, field: "ResultWriter/"),
      transformation: transformation, outputType: outputType)
  }
}
