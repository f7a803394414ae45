import JSON
import Testing

@Suite struct PathTests {
  static let document = """
    {"a":{"b":[1,2,3,4],"c":"x"},"n":null,"t":"text","list":[{"k":1,"s":"one"},{"k":2,"s":"two"},
    {"k":3,"s":"three","deep":{"k":9}}],"a-b":7,"ümlaut":8,"quo'te":9,"empty":[],"limit":2}
    """

  /// A path, and its value as JSON text or, after `!`, the failure's message.
  static let table: [(String, String)] = [
    ("$.a.b[0]", "1"), ("$.a.b[-1]", "4"), ("$['a']['c']", "\"x\""), ("$.[\"a\"].b[1]", "2"),
    ("$.a.b[1:]", "[2,3,4]"), ("$.a.b[:2]", "[1,2]"), ("$.a.b[1:3]", "[2,3]"),
    ("$.a.b[-2:]", "[3,4]"), ("$.a.b[:-1]", "[1,2,3]"), ("$.a.b[0,2]", "[1,3]"),
    ("$.a.b[*]", "[1,2,3,4]"), ("$.a.*", "[[1,2,3,4],\"x\"]"), ("$.a-b", "7"),
    ("$.ümlaut", "8"), ("$['quo\\'te']", "9"), ("$['a-b','limit']", #"{"a-b":7,"limit":2}"#),
    ("$.list[*].k", "[1,2,3]"), ("$..k", "[1,2,3,9]"), ("$..deep.k", "[9]"),
    ("$..b[0]", "[1]"), ("$.list[?(@.k >= 2)].s", #"["two","three"]"#),
    ("$.list[?(@.k == $.limit)].s", #"["two"]"#),
    ("$.list[?(@.k > 1 && @.s == 'two' || !(@.deep) && @.k==1)].k", "[1,2]"),
    ("$.list[?(@.deep)].k", "[3]"), ("$.list[?(!@.deep)].k", "[1,2]"),
    ("$.list[?(@.s =~ /T.*/i)].k", "[2,3]"), ("$.list[?(@.s =~ /t/)].k", "[]"),
    ("$.list[?(@.s in ['one','two'])].k", "[1,2]"), ("$.list[?(@.k nin [1, 2])].k", "[3]"),
    ("$.list[?(@.s contains 'w')].k", "[2]"), ("$.list[?(@.s size 3)].k", "[1,2]"),
    ("$.list[?(@.s==two)].k", "[2]"), ("$.list[?(@.k != 1)].k", "[2,3]"),
    ("$.list[?(@.no != 1)].k", "[1,2,3]"), ("$.list[?(@.no < 1)].k", "[]"),
    ("$[?(@.b subsetof [1,2,3,4,5])].c", "[]"), ("$.a[?(@.b anyof [4])].c", #"["x"]"#),
    ("$.a[?(@.b noneof [4])].c", "[]"), ("$.a[?(@.b[0] == '1')].c", #"["x"]"#),
    ("$.a.b.length()", "4"), ("$.a.b.sum()", "10.0"), ("$.a.b.min()", "1.0"),
    ("$.a.b.max()", "4.0"), ("$.a.b.avg()", "2.5"), ("$.a.keys()", #"["b","c"]"#),
    ("$..k.sum()", "15.0"), ("$.a.b[9:]", "[]"), ("$.no[*]", "!Missing property in path $['no']"),
    ("$.no", "!No results for path: $['no']"), ("$.a.no", "!No results for path: $['a']['no']"),
    ("$.no.such.result.path", "!Missing property in path $['no']"),
    ("$.a.b[9]", "!No results for path: $['a']['b'][9]"),
    ("$.limit[0]", "!Filter: [0] can only be applied to arrays. Current context is: 2"),
    (
      "$.a[0]",
      "!Filter: [0] can only be applied to arrays. Current context is: {b=[1, 2, 3, 4], c=x}"
    ),
    ("$.t.x", "!Property ['x'] not found in path $['t']"),
    ("$['a','b'].v", "!Multi properties can only be used as path leafs: $['a', 'b']"),
    ("$.n[0]", "!The path $['n'] is null"),
    ("$.empty.sum()", "!Aggregation function attempted to calculate value using empty array"),
  ]

  @Test func evaluates() throws {
    let root = try Value(parsing: PathTests.document)
    for (text, expected) in PathTests.table {
      let path = try Path(text)
      do throws(PathFailure) {
        let value = try path.evaluate(root)
        #expect(value.text == expected, "\(text)")
        #expect(path.find(root) == value)
      } catch {
        #expect("!" + error.message == expected, "\(text)")
        #expect(path.find(root) == nil)
      }
    }
  }

  @Test func normalises() throws {
    #expect(try Path("$.a.b[0]['c d']").normalised == "$['a']['b'][0]['c d']")
    #expect(try Path("$..a[*][1:2][?(@.x)]['p','q']").normalised == "$..['a'][*][1:2][?]['p', 'q']")
    #expect(try Path("$$.Map.Item").root == .context)
    #expect(try Path("$order.id").root == .variable("order"))
  }

  @Test func knowsDefiniteAndReferencePaths() throws {
    for text in ["$", "$.a", "$['a'][3]", "$$.Task.Token", "$v.a[0]"] {
      let path = try Path(text)
      #expect(path.isDefinite && path.isReference, "\(text)")
    }
    for text in ["$.a[-1]", "$['a','b']", "$.a.length()"] {
      let path = try Path(text)
      #expect(path.isDefinite && !path.isReference, "\(text)")
    }
    for text in ["$..a", "$.a[*]", "$.a[1:]", "$[1,2]", "$[?(@.a)]", "$['a','b'].c"] {
      let path = try Path(text)
      #expect(!path.isDefinite && !path.isReference, "\(text)")
    }
  }

  @Test func refuses() {
    let table: [(String, Int)] = [
      ("", 0), ("a", 0), ("$.", 2), ("$..", 3), ("$...a", 3), ("${Path}", 1), ("$.a b", 3),
      ("$[", 2), ("$['a", 4), ("$['a'", 5), ("$[x]", 2), ("$[?(@.a == )]", 11),
      ("$[?(@.a == 1]", 12), ("$[1:x]", 4), ("$.a.foo()", 4), ("$[99999999999]", 2),
      ("$[?(@.a =~ /(/)]", 11), ("$.a.length().b", 12), ("$1", 1),
    ]
    for (text, position) in table {
      do throws(PathError) {
        _ = try Path(text)
        Issue.record("\(text) was read")
      } catch {
        #expect(error.position == position, "\(text): \(error)")
      }
    }
    let deep = "$[?(" + String(repeating: "(", count: 10_000) + "@.a"
    #expect(throws: PathError.self) { try Path(deep) }
  }

  @Test func sets() throws {
    let table: [(String, String, String?)] = [
      ("$", #"{"a":1}"#, "0"), ("$.x", #"{"a":1}"#, #"{"a":1,"x":0}"#),
      ("$.a", #"{"a":1,"b":2}"#, #"{"a":0,"b":2}"#), ("$.x.y.z", "{}", #"{"x":{"y":{"z":0}}}"#),
      ("$.a[1]", #"{"a":[1,2]}"#, #"{"a":[1,0]}"#), ("$.a[2]", #"{"a":[1,2]}"#, nil),
      ("$.a.b", #"{"a":1}"#, nil), ("$.a", "3", nil), ("$[0].a", "[{}]", #"[{"a":0}]"#),
      ("$..a", "{}", nil), ("$.x[0]", "{}", nil),
    ]
    for (path, root, expected) in table {
      let result = try Path(path).setting(0, in: try Value(parsing: root))
      #expect(result?.text == expected, "\(path) in \(root)")
    }
  }
}
