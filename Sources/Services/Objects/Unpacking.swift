import CZlib

/// Objects as a distributed Map reads them: packed ones are unpacked.
///
/// <https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itemreader.html>
enum Unpacking {
  /// Bytes of an unpacked object, far above what a Map can start children for.
  static let limit = 1 << 30

  /// The object's content, unpacked where it begins as gzip does.
  static func content(_ bytes: [UInt8], key: String) throws(ServiceError) -> [UInt8] {
    func fault(_ message: String) -> ServiceError { ServiceError("InvalidObject", message) }
    if bytes.starts(with: [0x28, 0xB5, 0x2F, 0xFD]) {
      throw fault("\(key) is packed with zstd, which is not read here: use gzip, or no packing")
    }
    if bytes.starts(with: Array("PAR1".utf8)) {
      throw fault("\(key) is Parquet, which is not read here: use CSV, JSON or JSON Lines")
    }
    guard bytes.starts(with: [0x1F, 0x8B]) else { return bytes }
    var result: UnsafeMutablePointer<UInt8>?
    var count = 0
    switch cz_gunzip(bytes, bytes.count, limit, &result, &count) {
    case 0:
      defer { cz_free(result) }
      return Array(UnsafeBufferPointer(start: result, count: count))
    case Int32(CZ_TOO_LARGE):
      throw fault("\(key) has more than \(limit) bytes when it is unpacked")
    case Int32(CZ_NO_MEMORY): throw fault("there is no memory to unpack \(key)")
    default: throw fault("\(key) begins as gzip does, but it is damaged")
    }
  }
}
