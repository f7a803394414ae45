public import ASL
import Layout
import Screen

/// The ways to write down the picture of a machine.
public enum GraphFormat: String, CaseIterable, Sendable {
  /// Box characters, as in the studio.
  case text
  /// A picture for a browser or a document: one file, light and dark.
  case svg
  /// A `stateDiagram-v2`: <https://mermaid.js.org/syntax/stateDiagram.html>
  case mermaid
  /// For Graphviz: <https://graphviz.org/doc/info/lang.html>
  case dot
}

/// What an execution did, as far as a picture shows it.
public struct GraphTrace: Sendable {
  /// What became of a state.
  public enum Outcome: String, Sendable {
    case succeeded, caught, failed, running, aborted
  }

  /// By location of the state.
  public var outcomes: [String: Outcome] = [:]
  /// How often each state was entered, by location.
  public var counts: [String: Int] = [:]
  /// Transitions, by the locations of both states.
  public var taken: Set<[String]> = []

  public init() {}
}

extension StateMachine {
  /// The machine's picture in a format, with what an execution did where that is given. The same
  /// machine gives the same text.
  ///
  /// `unicode` is for the text format: without it, plain ASCII.
  public func graph(
    _ format: GraphFormat, unicode: Bool = true, trace: GraphTrace? = nil
  ) -> String {
    let outline = outline
    switch format {
    case .text: return StateGraph(outline).text(unicode: unicode, trace: trace)
    case .svg: return SVG(outline, trace ?? GraphTrace()).text
    case .mermaid: return Mermaid(outline).text
    case .dot: return Dot(outline).text
    }
  }
}

extension StateGraph {
  /// The whole picture as lines of text. A picture that is larger than a canvas can be is written
  /// without the trace.
  func text(unicode: Bool, trace: GraphTrace?) -> String {
    var canvas = Canvas(size)
    guard let trace, canvas.size == size else {
      let text = drawing.text(unicode: unicode) { Width.of(String($0)) }
      return unicode ? text : String(String.UnicodeScalarView(text.unicodeScalars.map(standIn)))
    }
    draw(&canvas, canvas.bounds, scroll: Screen.Point(0, 0)) { location, _ in
      var look = StateLook()
      look.count = trace.counts[location] ?? 0
      look.status = trace.outcomes[location].map { ($0.symbol, .text) }
      return look
    } isTaken: { from, to in
      trace.taken.contains([from, to])
    }
    return unicode ? canvas.text : canvas.ascii.text
  }

  private func standIn(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    scalar == "\n" ? scalar : ASCII.standIn(scalar)
  }
}

extension GraphTrace.Outcome {
  /// One column.
  var symbol: String {
    switch self {
    case .succeeded: "✓"
    case .caught: "↷"
    case .failed: "✗"
    case .running: "●"
    case .aborted: "⊘"
    }
  }
}
