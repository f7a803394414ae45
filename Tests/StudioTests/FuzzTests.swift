import Engine
import JSON
import Screen
import Testing

@testable import Studio

/// Random keys, mouse, pastes and sizes on the pure state: nothing traps, and the picture always
/// has the size of the screen.
@Suite struct FuzzTests {
  @Test(arguments: 0..<6) func anyInputIsHarmless(_ seed: Int) throws {
    var random = Seeded(state: UInt64(seed) &* 77 &+ 5)
    var session = Session()
    session.state.size = Size(80, 24)
    try session.open(seed % 2 == 0 ? "shop.asl.json" : "broken.asl.json")
    session.answers["Reserve"] = [.succeeded(.empty)]
    for _ in 0..<700 {
      session.input(random.input())
      // Quitting ends nothing here.
      session.state.isFinished = false
      let canvas = session.state.draw().canvas
      #expect(canvas.size == session.state.size)
    }
  }

  /// A storm of sizes, from nothing to 500×200, in every view.
  @Test func resizing() throws {
    var random = Seeded(state: 3)
    var session = Session()
    try session.open("shop.asl.json")
    let scripts = [
      "r", "Esc", "e", "Esc", "?", "Esc", "r F5", "n n", "c", "Esc", "2", "3", "v", "+", "_", ": ",
      "Esc", "o",
    ]
    for script in scripts {
      for name in script.split(separator: " ") { session.key(String(name)) }
      for size in [
        Size(20, 5), Size(0, 0), Size(1, 1), Size(500, 200), Size(99, 30), Size(100, 11),
      ] {
        session.input(.resize(size))
        #expect(session.state.draw().canvas.size == size)
      }
      for _ in 0..<15 {
        session.input(.resize(Size(random.next(500), random.next(200))))
        _ = session.state.draw()
      }
    }
  }
}

struct Seeded {
  var state: UInt64

  mutating func next(_ bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % max(1, bound)
  }

  private static let keys: [String] = [
    "Up", "Down", "Left", "Right", "Enter", "Esc", "Tab", "S-Tab", "PgUp", "PgDn", "Home", "End",
    "F1", "F5", "F6", "C-s", "C-r", "C-u", "C-k", "C-t", "C-c", "C-g", "M-f", "M-Up", "Backspace",
    "Del", "C-n", "C-p", "Space", "S-Up", "C-Left", "C-w",
  ]
  private static let letters = Array(
    "nsfctNSFCTbraw!eEudoqy123ABUVW0iIYXmMR#+_/;,:?xhjklHJKL=-zgG.[]{}OZ><&vpPDXéß选\"".unicodeScalars)

  mutating func input() -> Input {
    switch next(20) {
    case 0: return .resize(Size(next(140), next(50)))
    case 1: return .paste(["x", "{\"a\":\n[1,2]}", "\u{1B}[31m选\0", "Reserve"][next(4)])
    case 2, 3, 4:
      let place = Point(next(140), next(50))
      let action: Mouse.Action =
        [.press(.left), .drag(.left), .release, .wheel(1), .wheel(-1), .wheelSideways(1)][next(6)]
      return .mouse(Mouse(action, place))
    case 5...11: return .key(Key(Seeded.keys[next(Seeded.keys.count)]) ?? Key(.escape))
    default: return .key(Key(.character(Seeded.letters[next(Seeded.letters.count)])))
    }
  }
}
