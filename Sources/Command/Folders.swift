import Glibc
import SystemPackage

/// The folder that the program was started in.
func currentFolder() -> FilePath? {
  guard let text = getcwd(nil, 0) else { return nil }
  defer { free(text) }
  return FilePath(platformString: text)
}

func exists(_ path: FilePath) -> Bool {
  path.withPlatformString { access($0, F_OK) == 0 }
}

func isFolder(_ path: FilePath) -> Bool {
  var status = stat()
  return path.withPlatformString { stat($0, &status) } == 0 && status.st_mode & S_IFMT == S_IFDIR
}

/// The names of what a folder holds; none where it cannot be read.
func fileNames(in folder: FilePath) -> [String] {
  guard let stream = folder.withPlatformString({ opendir($0) }) else { return [] }
  defer { closedir(stream) }
  var names: [String] = []
  while let entry = readdir(stream) {
    let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
      pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
    }
    if name != ".", name != ".." { names.append(name) }
  }
  return names
}
