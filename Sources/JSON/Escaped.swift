extension Value {
  /// Appends the value's compact JSON text as a JSON string, in quotes: what a history does with
  /// inputs and outputs. The text is escaped on its way, no string is made in between.
  public func writeEscaped(into bytes: inout [UInt8]) {
    writeString(text, into: &bytes)
  }
}
