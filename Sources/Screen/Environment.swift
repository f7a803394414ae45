internal import Glibc

/// What the environment says about colours.
public struct Environment: Sendable {
  private let variable: @Sendable (String) -> String?

  /// An environment of given variables, for tests.
  public init(_ variables: [String: String]) { variable = { variables[$0] } }

  private init(lookUp: @escaping @Sendable (String) -> String?) { variable = lookUp }

  /// The program's own.
  public static let process = Environment(lookUp: { name in
    getenv(name).map { String(cString: $0) }
  })

  /// The value of a variable that is set and not empty.
  public subscript(name: String) -> String? {
    variable(name).flatMap { $0.isEmpty ? nil : $0 }
  }
}

extension Theme {
  /// The theme for a terminal of `colors` colours: none where `NO_COLOR` is set; for a light ground
  /// where `TREADLE_THEME=light` or the terminal says so in `COLORFGBG`.
  public init(environment: Environment, colors: Int) {
    let depth: Depth =
      if environment["NO_COLOR"] != nil || environment["TREADLE_THEME"] == "mono" {
        .mono
      } else {
        switch colors {
        case 256...: .palette
        case 16...: .sixteen
        case 8...: .eight
        default: .mono
        }
      }
    self.init(depth: depth, isLight: Theme.isLight(environment))
  }

  private static func isLight(_ environment: Environment) -> Bool {
    if let named = environment["TREADLE_THEME"] { return named == "light" }
    guard let ground = environment["COLORFGBG"]?.split(separator: ";").last.flatMap({ Int($0) })
    else { return false }
    return ground == 7 || ground >= 9
  }
}
