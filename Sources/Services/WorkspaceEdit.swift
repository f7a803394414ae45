import JSON

extension Workspace {
  /// Names a mock file in the workspace's configuration, which is made where there is none; nothing
  /// else in it changes.
  ///
  /// - Parameter path: the mock file, below the workspace's folder.
  /// - Returns: the configuration's file.
  func name(mockFile path: String) throws(WorkspaceError) -> String {
    let known = Self.fileNames.first { Files.exists(folder + "/" + $0) }
    let file = folder + "/" + (known ?? Self.fileNames[0])
    let text = known == nil ? "" : try Files.text(file)
    let changed = Self.naming(mockFile: path, in: text)
    // Only what reads as it should is written.
    let read = try? Workspace.read(text: changed, file: file, folder: folder)
    guard read?.mocks == absolute(path) else {
      throw WorkspaceError(file: file, message: "add the line `mocks: \(path)` to it")
    }
    try Files.write(Array(changed.utf8), to: file)
    return file
  }

  /// A configuration's text with the mock file in it.
  static func naming(mockFile path: String, in text: String) -> String {
    let document = Document(text)
    if document.isWellFormed, document.value.object != nil,
      let changed = document.inserting(.string(path), named: "mocks", into: Pointer())
    {
      return changed.text
    }
    let isComplete = text.isEmpty || text.utf8.last == UInt8(ascii: "\n")
    return text + (isComplete ? "" : "\n") + "mocks: \(path)\n"
  }
}
