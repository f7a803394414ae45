import Testing

@testable import Studio

@Suite struct ScrollTests {
  @Test func theChoiceStaysInView() {
    var scroll = Scroll()
    scroll.move(50, count: 100)
    scroll.settle(count: 100, height: 10)
    #expect(scroll.cursor == 50)
    #expect(scroll.visible(count: 100, height: 10).contains(50))
    scroll.move(Motion.last.rows(page: 10), count: 100)
    scroll.settle(count: 100, height: 10)
    #expect(scroll.cursor == 99 && scroll.top == 90)
    scroll.settle(count: 0, height: 10)
    #expect(scroll.cursor == 0 && scroll.top == 0)
  }
}
