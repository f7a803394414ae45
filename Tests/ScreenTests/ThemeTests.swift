import Testing

@testable import Screen

@Suite struct ThemeTests {
  @Test func environmentDecides() {
    #expect(Theme(environment: Environment([:]), colors: 256).depth == .palette)
    #expect(Theme(environment: Environment(["NO_COLOR": "1"]), colors: 256).depth == .mono)
    #expect(Theme(environment: Environment(["NO_COLOR": ""]), colors: 256).depth == .palette)
    #expect(Theme(environment: Environment([:]), colors: 8).depth == .eight)
    #expect(Theme(environment: Environment([:]), colors: 0).depth == .mono)
    #expect(Theme(environment: Environment(["COLORFGBG": "0;15"]), colors: 256).isLight)
    #expect(!Theme(environment: Environment(["COLORFGBG": "15;0"]), colors: 256).isLight)
  }

  @Test func colorsStayInTheirRange() {
    for theme in [
      Theme(depth: .mono), Theme(depth: .eight), Theme(depth: .sixteen), Theme(depth: .palette),
    ] {
      for role in Style.Role.allCases {
        for ground in Style.Ground.allCases {
          let paint = theme.paint(Style(role, on: ground))
          let limit = theme.depth.rawValue
          #expect(paint.foreground < max(limit, 0) && paint.foreground >= -1, "\(role) \(ground)")
          #expect(paint.background < max(limit, 0) && paint.background >= -1)
          #expect(
            paint.foreground == -1 || paint.foreground != paint.background, "\(role) \(ground)")
        }
      }
    }
  }

  /// Without colour the selection and the failures still stand out.
  @Test func monoStressesByOtherMeans() {
    let theme = Theme(depth: .mono)
    #expect(theme.paint(Style(.text, on: .selected)).emphasis.contains(.reverse))
    #expect(theme.paint(Style(.failure)).emphasis.contains(.bold))
  }
}
