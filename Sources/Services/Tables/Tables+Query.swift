import JSON

/// Query and scan.
extension Tables {
  static let pageLimit = 1 << 20

  func query(_ request: Object) throws(ServiceError) -> Object {
    try Self.refuseLegacy(
      request, ["KeyConditions", "QueryFilter", "ConditionalOperator", "AttributesToGet"])
    guard let text = request["KeyConditionExpression"]?.string else {
      throw .validation(
        "Either the KeyConditions or KeyConditionExpression parameter must be specified in the "
          + "request.")
    }
    var placeholders = try Placeholders(request)
    let condition = try ExpressionParser.condition(
      text, kind: "KeyConditionExpression", &placeholders)
    let reading = try Reading(self, request, &placeholders)
    try placeholders.requireUse(
      [
        ("KeyConditionExpression", true), ("FilterExpression", reading.filter != nil),
        ("ProjectionExpression", reading.projection != nil),
      ])
    return try store.read { transaction throws(ServiceError) in
      let table = try table(request["TableName"], transaction)
      let index = try index(request, table)
      let key = index?.key ?? table.key
      try reading.checkFilter(key)
      let range = try KeyCondition(condition, key, table)
      let isForward = Self.flag(request["ScanIndexForward"]) ?? true
      var page = Page(reading: reading, table: table, index: index)
      var (low, high): ([UInt8]?, [UInt8]?) = (range.low, range.high)
      if let start = try startKey(request, table, index) {
        if isForward { low = start + [0] } else { high = start }
      }
      try fill(&page, low, high, isForward, transaction)
      return answer(page, request)
    }
  }

  func scan(_ request: Object) throws(ServiceError) -> Object {
    try Self.refuseLegacy(request, ["ScanFilter", "ConditionalOperator", "AttributesToGet"])
    var placeholders = try Placeholders(request)
    let reading = try Reading(self, request, &placeholders)
    try placeholders.requireUse(
      [
        ("FilterExpression", reading.filter != nil),
        ("ProjectionExpression", reading.projection != nil),
      ])
    return try store.read { transaction throws(ServiceError) in
      let table = try table(request["TableName"], transaction)
      let index = try index(request, table)
      var page = Page(reading: reading, table: table, index: index)
      page.segment = try Self.segment(request)
      let start = try startKey(request, table, index)
      try fill(&page, start.map { $0 + [0] }, nil, true, transaction)
      return answer(page, request)
    }
  }

  // MARK: Parts

  static func flag(_ value: Value?) -> Bool? {
    value?.bool ?? value?.string.map { $0.lowercased() == "true" }
  }

  private static func segment(_ request: Object) throws(ServiceError) -> (Int, Int)? {
    switch (request["Segment"]?.int, request["TotalSegments"]?.int) {
    case (nil, nil): return nil
    case (let segment?, let total?):
      guard total >= 1, segment >= 0, segment < total else {
        throw .validation(
          "The Segment parameter is zero-based and must be less than parameter TotalSegments: "
            + "Segment: \(segment) is not less than TotalSegments: \(total)")
      }
      return (segment, total)
    default:
      throw .validation(
        "The TotalSegments parameter is required but was not present in the request when Segment "
          + "parameter is present")
    }
  }

  private func index(
    _ request: Object, _ table: TableDefinition
  ) throws(ServiceError) -> TableDefinition.Index? {
    guard let name = request["IndexName"]?.string else { return nil }
    guard let index = table.indexes.first(where: { $0.name == name }) else {
      throw .validation("The table does not have the specified index: \(name)")
    }
    if !index.isLocal, Self.flag(request["ConsistentRead"]) == true {
      throw .validation("Consistent reads are not supported on global secondary indexes")
    }
    if !index.isLocal, index.projection != "ALL",
      request["Select"]?.string == "ALL_ATTRIBUTES"
    {
      throw .invalidParameters(
        "Select type ALL_ATTRIBUTES is not supported for global secondary index \(name) because its "
          + "projection type is not ALL")
    }
    return index
  }

  private func startKey(
    _ request: Object, _ table: TableDefinition, _ index: TableDefinition.Index?
  ) throws(ServiceError) -> [UInt8]? {
    guard let given = request["ExclusiveStartKey"], !given.isNull else { return nil }
    guard let members = given.object else { throw .serialization(given) }
    var checked = Object()
    for (name, value) in members { checked[name] = try Attribute.checked(value) }
    let names = Set(index.map(table.keyNames) ?? table.key.names)
    guard Set(checked.names) == names, let primary = table.storedKey(checked, table.key) else {
      throw .validation("The provided starting key is invalid")
    }
    guard let index else { return primary }
    guard let first = table.storedKey(checked, index.key) else {
      throw .validation("The provided starting key is invalid")
    }
    return first + primary
  }

  /// Reads records until the page is full.
  private func fill(
    _ page: inout Page, _ low: [UInt8]?, _ high: [UInt8]?, _ isForward: Bool,
    _ transaction: StoreTransaction
  ) throws(ServiceError) {
    var page_ = page
    let table = page.table
    let space = page.index.map(table.space) ?? table.space
    let isIndex = page.index != nil
    try transaction.scan(space: space, from: low, below: high, isForward: isForward) {
      key, body throws(ServiceError) in
      if !isIndex { return page_.take(key, try Self.item(body)) }
      guard let item = try item(table, body, transaction) else { return true }
      return page_.take(key, item)
    }
    page = page_
  }

  private func answer(_ page: Page, _ request: Object) -> Object {
    var result = Object()
    if !page.reading.countsOnly { result["Items"] = .array(page.items.map(Value.object)) }
    result["Count"] = .int(page.count)
    result["ScannedCount"] = .int(page.scanned)
    if let last = page.last {
      let names = page.index.map(page.table.keyNames) ?? page.table.key.names
      result["LastEvaluatedKey"] = .object(page.table.keyAttributes(last, names))
    }
    let isConsistent = Self.flag(request["ConsistentRead"]) ?? false
    addCapacity(
      request, &result, page.table, readUnits(page.size, isConsistent: isConsistent),
      index: page.index)
    return result
  }
}

/// What a query or scan does with every item it reads.
struct Reading {
  var filter: Condition?
  var projection: Projection?
  var limit: Int?
  var countsOnly: Bool

  init(
    _ tables: Tables, _ request: Object, _ placeholders: inout Placeholders
  ) throws(ServiceError) {
    if let text = request["FilterExpression"]?.string {
      filter = try ExpressionParser.condition(text, kind: "FilterExpression", &placeholders)
    }
    projection = try tables.projection(request, &placeholders)
    if let given = request["Limit"], !given.isNull {
      guard let number = given.int ?? given.string.flatMap({ Int($0) }) else {
        throw .serialization(given)
      }
      guard number >= 1 else {
        throw .constraint("limit", given, "Member must have value greater than or equal to 1")
      }
      limit = number
    }
    let select = request["Select"]?.string
    countsOnly = select == "COUNT"
    let known = [nil, "COUNT", "ALL_ATTRIBUTES", "ALL_PROJECTED_ATTRIBUTES", "SPECIFIC_ATTRIBUTES"]
    guard known.contains(select) else {
      throw .constraint(
        "select", select.map(Value.string),
        "Member must satisfy enum value set: [SPECIFIC_ATTRIBUTES, COUNT, ALL_ATTRIBUTES, "
          + "ALL_PROJECTED_ATTRIBUTES]")
    }
    if projection != nil, let select, select != "SPECIFIC_ATTRIBUTES" {
      throw .validation(
        "Cannot specify the ProjectionExpression when choosing to get "
          + (select == "COUNT" ? "only the Count" : select))
    }
    if select == "SPECIFIC_ATTRIBUTES", projection == nil {
      throw .validation(
        "Must specify the AttributesToGet or ProjectionExpression when choosing to get "
          + "SPECIFIC_ATTRIBUTES")
    }
    if select == "ALL_PROJECTED_ATTRIBUTES", request["IndexName"]?.string == nil {
      throw .invalidParameters(
        "ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName")
    }
  }

  /// Keys belong into the key condition, not into the filter.
  func checkFilter(_ key: TableDefinition.Key) throws(ServiceError) {
    guard let filter else { return }
    for path in filter.paths where key.names.contains(path.root) {
      throw .validation(
        "Filter Expression can only contain non-primary key attributes: Primary key attribute: "
          + path.root)
    }
  }
}

extension Condition {
  /// Every path that the condition names.
  var paths: [DocumentPath] {
    switch self {
    case .and(let a, let b), .or(let a, let b): a.paths + b.paths
    case .not(let condition): condition.paths
    case .compare(let a, _, let b): a.paths + b.paths
    case .between(let a, let b, let c): a.paths + b.paths + c.paths
    case .among(let a, let others): a.paths + others.flatMap(\.paths)
    case .call(_, let operands): operands.flatMap(\.paths)
    }
  }
}

extension Operand {
  var paths: [DocumentPath] {
    switch self {
    case .path(let path): [path]
    case .value: []
    case .size(let operand): operand.paths
    }
  }
}

/// A page of a query or scan while it fills.
struct Page {
  let reading: Reading
  let table: TableDefinition
  let index: TableDefinition.Index?
  /// Which part of a parallel scan.
  var segment: (number: Int, total: Int)?
  var items: [Object] = []
  var count = 0
  var scanned = 0
  var size = 0
  /// The item after which the page was full.
  var last: Object?

  init(reading: Reading, table: TableDefinition, index: TableDefinition.Index?) {
    self.reading = reading
    self.table = table
    self.index = index
  }

  /// Takes an item; false when no further one fits.
  mutating func take(_ key: [UInt8], _ item: Object) -> Bool {
    if let segment, let hash = item[table.key.hash] {
      let part = Int(Identifiers.crc32(Attribute.sortKey(hash))) % segment.total
      guard part == segment.number else { return true }
    }
    let projected = projected(item)
    scanned += 1
    size += Attribute.size(projected)
    if reading.filter?.holds(for: projected) ?? true {
      count += 1
      if !reading.countsOnly {
        items.append(reading.projection?.applied(to: projected) ?? projected)
      }
    }
    guard scanned == reading.limit || size >= Tables.pageLimit else { return true }
    last = item
    return false
  }

  /// What of an item is in a global index.
  private func projected(_ item: Object) -> Object {
    guard let index, index.projection != "ALL" else { return item }
    let names = Set(table.keyNames(index) + index.included)
    return Object(item.filter { names.contains($0.0) })
  }
}
