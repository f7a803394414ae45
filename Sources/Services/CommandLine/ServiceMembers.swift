import JSON

/// Members between a task, which names them as Java's SDK does, and a service, which names them as its
/// API does: `Cluster` and `cluster`, `DbInstanceArn` and `DBInstanceArn`.
enum ServiceMembers {
  // MARK: In

  /// Parameters as the service names them. `skeleton` has its names, each with a sample value: texts
  /// that are given as other values become their JSON text, names in maps stay.
  static func parameters(_ value: Value, _ skeleton: Value) -> Value {
    parameters(value, skeleton, [], depth: 0)
  }

  private static func parameters(
    _ value: Value, _ sample: Value, _ above: [Object], depth: Int
  ) -> Value {
    guard depth < Value.depthLimit else { return value }
    switch (sample, value) {
    case (.object(let known), .object(let given)):
      if known.count == 1, let content = known[mapKey] {
        return .object(
          Object(given.map { ($0, parameters($1, content, above, depth: depth + 1)) }))
      }
      // A structure within itself is printed empty.
      guard let known = known.isEmpty ? nearest(above, for: given) : known else { return value }
      return .object(
        Object(
          given.map { name, member in
            let own = ownName(name, in: known)
            let sample = own.flatMap { known[$0] } ?? .bool(true)
            return (own ?? name, parameters(member, sample, above + [known], depth: depth + 1))
          }))
    case (.array(let samples), .array(let elements)):
      guard let sample = samples.first else { return value }
      return .array(elements.map { parameters($0, sample, above, depth: depth + 1) })
    case (.string(let text), _) where text.isEmpty: return texted(value)
    // A blob.
    case (.null, _): return texted(value)
    default: return value
    }
  }

  private static let mapKey = "KeyName"

  private static func texted(_ value: Value) -> Value {
    value.string == nil && !value.isNull ? .string(value.text) : value
  }

  private static func nearest(_ above: [Object], for given: Object) -> Object? {
    above.last { known in given.names.allSatisfy { ownName($0, in: known) != nil } }
  }

  /// The service's name for a member; names that are words of Java have `Value` behind them.
  private static func ownName(_ name: String, in known: Object) -> String? {
    if known[name] != nil { return name }
    let wanted = letters(name)
    return known.names.first { letters($0) == wanted }
      ?? known.names.first { letters($0) + "value" == wanted }
  }

  private static func letters(_ name: String) -> String {
    String(name.lowercased().filter { $0.isLetter || $0.isNumber })
  }

  // MARK: Out

  typealias Maps = [Substring: ServiceNames.MapMember]

  /// An answer as a task has it: names with a capital, times as text (`aws-sdk`) or as milliseconds
  /// (optimized integrations). The names in the members called `maps` stay.
  static func answer(_ value: Value, maps: Maps, isSDK: Bool) -> Value {
    switch value {
    case .object(let members):
      return .object(
        Object(
          members.map { name, member in
            var shown = answer(member, maps: maps, isSDK: isSDK)
            if let map = maps[name[...]], map.isList == (member.array != nil) {
              shown = content(member, levels: map.levels, maps, isSDK)
            }
            return (
              isSDK ? ServiceNames.sdkMember(name) : ServiceNames.capitalised(name),
              time(member, name, isSDK) ?? shown
            )
          }))
    case .array(let elements):
      return .array(elements.map { answer($0, maps: maps, isSDK: isSDK) })
    default: return value
    }
  }

  /// What is in a map: its names stay, and those of the maps in it.
  private static func content(_ value: Value, levels: Int, _ maps: Maps, _ isSDK: Bool) -> Value {
    switch value {
    case .array(let elements):
      .array(elements.map { content($0, levels: levels, maps, isSDK) })
    case .object(let members) where levels > 0:
      .object(Object(members.map { ($0, content($1, levels: levels - 1, maps, isSDK)) }))
    default: answer(value, maps: maps, isSDK: isSDK)
    }
  }

  /// Version 1 of the AWS CLI prints the seconds of some services, version 2 `2026-11-21T04:46:00+00:00`.
  private static func time(_ value: Value, _ name: String, _ isSDK: Bool) -> Value? {
    guard timeNames.contains(where: name.hasSuffix) else { return nil }
    var time: Timestamp?
    if let seconds = value.double, (1e8...1e11).contains(seconds) {
      time = Timestamp(milliseconds: Int64((seconds * 1000).rounded()))
    } else if let text = value.string, text.utf8.count < 40 {
      time = Timestamp(text)
    }
    guard let time else { return nil }
    return isSDK ? .string(time.text(dropZeroFraction: true)) : .int(Int(time.milliseconds))
  }

  private static let timeNames = [
    "At", "Date", "Time", "Timestamp", "timestamp", "On", "Modified", "Created", "Updated",
    "Expiration", "Expires",
  ]
}
