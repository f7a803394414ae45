extension Drawing {
  /// How much is cut from a drawing that is too wide.
  private struct Squeeze {
    var title: Int
    var label: Int
    var stagger: Int
  }

  private static let squeezes = [
    Squeeze(title: 30, label: 24, stagger: 0), Squeeze(title: 30, label: 16, stagger: 4),
    Squeeze(title: 24, label: 12, stagger: 4), Squeeze(title: 18, label: 10, stagger: 3),
    Squeeze(title: 15, label: 8, stagger: 3), Squeeze(title: 12, label: 5, stagger: 3),
  ]

  /// The step that is taken where none makes the drawing fit: everything can be read.
  private static let compromise = 1
  /// From how many nodes on fewer steps are tried.
  private static let manyNodes = 300

  /// The drawing with as little cut from titles and labels as it takes to be no wider than `width`;
  /// where nothing makes it that narrow, one that is somewhat narrower.
  static func fitted(_ graph: Graph, _ options: Options, width: Int) -> Drawing {
    let steps = graph.nodes.count < manyNodes ? Array(squeezes.indices) : [0, compromise, 3]
    var fallback: Drawing?
    for step in steps {
      var squeezed = options
      squeezed.titleLimit = min(options.titleLimit, squeezes[step].title)
      squeezed.labelLimit = min(options.labelLimit, squeezes[step].label)
      squeezed.staggerFrom = squeezes[step].stagger
      squeezed.bodyLimit = max(24, min(options.bodyLimit, width - 4))
      let drawing = graph.drawing(squeezed)
      if drawing.width <= width { return drawing }
      if step == compromise { fallback = drawing }
    }
    return fallback ?? graph.drawing(options)
  }
}

extension Graph {
  /// The drawing, made narrower where it is wider than `width` cells: fans in two rows, shorter titles
  /// and labels, bodies below each other. A drawing that cannot be made that narrow may be wider.
  public func drawing(_ options: Drawing.Options, fitting width: Int) -> Drawing {
    Drawing.fitted(self, options, width: width)
  }
}
