import ASL
import JSON

/// The items in the text of an object that an `ItemReader` fetched.
enum ItemText {
  static func items(of text: String, _ config: ReaderConfig) throws(Failure) -> [Frame.Item] {
    switch config.inputType {
    case "CSV", "MANIFEST": return Frame.Item.all(try rows(text, config))
    case "JSONL": return Frame.Item.all(try lines(text))
    case nil where config.manifestType == "S3_INVENTORY":
      return Frame.Item.all(try rows(text, config))
    default: return try elements(text, config)
    }
  }

  /// JSON: an array, or the array or object that `ItemsPointer` leads to.
  private static func elements(_ text: String, _ config: ReaderConfig) throws(Failure)
    -> [Frame.Item]
  {
    var value: Value
    do throws(ParseError) {
      value = try Value(parsing: text)
    } catch {
      throw .itemReader("Unable to parse the object as JSON: \(error.reason).")
    }
    if let pointer = config.itemsPointer {
      guard let found = Pointer(pointer)?.find(value) else {
        throw .itemReader(
          "The provided ReaderConfig.ItemsPointer does not match any valid path in the JSON "
            + "structure.")
      }
      value = found
      if case .object(let object) = value { return Frame.Item.all(object) }
    }
    guard case .array(let elements) = value else {
      throw .itemReader("Attempting to map over non-iterable node.")
    }
    return Frame.Item.all(elements)
  }

  private static func lines(_ text: String) throws(Failure) -> [Value] {
    var values: [Value] = []
    for line in text.split(whereSeparator: \.isNewline)
    where !line.utf8.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) {
      do throws(ParseError) {
        values.append(try Value(parsing: String(line)))
      } catch {
        throw .itemReader("Unable to parse line \(values.count + 1) as JSON: \(error.reason).")
      }
    }
    return values
  }

  /// CSV: an object a row. Columns beyond the headers are dropped, missing ones are empty.
  private static func rows(_ text: String, _ config: ReaderConfig) throws(Failure) -> [Value] {
    var rows = records(text, separator: separator(config.csvDelimiter))
    let headers: [String]
    if config.csvHeaderLocation == "GIVEN" {
      headers = config.csvHeaders ?? []
    } else {
      guard !rows.isEmpty else { return [] }
      headers = rows.removeFirst()
    }
    guard Set(headers).count == headers.count else {
      throw .itemReader("CSV headers cannot contain duplicates.")
    }
    let form = Object(headers.map { ($0, Value.null) })
    return rows.map { row in
      let values = headers.indices.map { Value.string($0 < row.count ? row[$0] : "") }
      return .object(Object(like: form, values: values))
    }
  }

  private static func separator(_ name: String?) -> UInt8 {
    switch name {
    case "PIPE": UInt8(ascii: "|")
    case "SEMICOLON": UInt8(ascii: ";")
    case "SPACE": UInt8(ascii: " ")
    case "TAB": UInt8(ascii: "\t")
    default: UInt8(ascii: ",")
    }
  }

  /// The records of a CSV text (RFC 4180): a quoted field may hold separators and line ends.
  static func records(_ text: String, separator: UInt8) -> [[String]] {
    let bytes = Array(text.utf8)
    var records: [[String]] = []
    var record: [String] = []
    var field: [UInt8] = []
    var isQuoted = false
    var place = 0
    func endField() {
      record.append(String(decoding: field, as: UTF8.self))
      field.removeAll(keepingCapacity: true)
    }
    while place < bytes.count {
      let byte = bytes[place]
      place += 1
      if isQuoted {
        if byte != UInt8(ascii: "\"") {
          field.append(byte)
        } else if place < bytes.count, bytes[place] == byte {
          field.append(byte)
          place += 1
        } else {
          isQuoted = false
        }
      } else if byte == UInt8(ascii: "\""), field.isEmpty {
        isQuoted = true
      } else if byte == separator {
        endField()
      } else if byte == 0x0A {
        if field.last == 0x0D { field.removeLast() }
        guard !record.isEmpty || !field.isEmpty else { continue }
        endField()
        records.append(record)
        record = []
      } else {
        field.append(byte)
      }
    }
    if !record.isEmpty || !field.isEmpty {
      endField()
      records.append(record)
    }
    return records
  }
}
