public import JSON
public import JSONata

/// A path into a state's data, the context object or a variable.
public struct DataPath: Sendable {
  /// What the path is applied to.
  public enum Root: Sendable, Hashable {
    /// `$`
    case data
    /// `$$`
    case context
    /// `$name`
    case variable(String)
  }

  public var root: Root
  /// The path below the root; its own text starts with `$`.
  public var path: Path
  /// The path as written: `$.a`, `$$.State.Name`, `$name.a`.
  public var text: String

  public init(root: Root, path: Path, text: String) {
    self.root = root
    self.path = path
    self.text = text
  }
}

/// `InputPath` or `OutputPath`.
public enum PathField: Sendable {
  /// Not given, or `$`: the data as they are.
  case whole
  /// `null`: the empty object.
  case none
  case path(DataPath)
}

/// `ResultPath`.
public enum ResultPath: Sendable {
  /// Not given, or `$`: the result replaces the input.
  case replace
  /// `null`: the result is discarded.
  case discard
  /// A reference path at which the result is put into the input.
  case at(Path)
}

/// JSON with parts to evaluate: `Parameters`, `ResultSelector`, `ItemSelector`, `Arguments`,
/// `Output`, `Assign` …
///
/// The members of an object stand in the order in which AWS writes them: as in the template for
/// JSONata; for JSONPath payload templates first the constant ones, then the `.$` ones in the order
/// of Java's `HashMap` (BEHAVIOURS: "Order of keys").
public indirect enum Template: Sendable {
  /// Nothing in it is evaluated.
  case constant(Value)
  case object(ObjectTemplate)
  case array([Template])
  /// `"x.$": "$.a"`. `field` is the name that messages use: `x.$`.
  case path(DataPath, field: String)
  /// `"x.$": "States.UUID()"`
  case intrinsic(Intrinsic, field: String)
  /// `"{% $states.input.a %}"`. `field` is the place relative to the state, as AWS's messages and
  /// `EvaluationFailed.location` give it: `Output/a/b[0]`, `Catch[1]/Output/v`.
  case expression(Expression, field: String)
}

/// An object in a template.
public struct ObjectTemplate: Sendable {
  /// The names of the resulting object's members in order (its values are placeholders), shared by
  /// every object that the template makes: `Object(like:values:)`.
  public var form: Object
  /// A template for each member.
  public var members: [Template]

  public init(form: Object, members: [Template]) {
    self.form = form
    self.members = members
  }
}

/// A number, or where it comes from.
public enum NumberField: Sendable {
  case literal(Value)
  /// A `…Path` field. `field` is its name: `SecondsPath`.
  case path(DataPath, field: String)
  case expression(Expression, field: String)
}

/// A text, or where it comes from.
public enum TextField: Sendable {
  case literal(String)
  case path(DataPath, field: String)
  /// `ErrorPath`, `CausePath`
  case intrinsic(Intrinsic, field: String)
  case expression(Expression, field: String)
}

/// A call of an intrinsic function.
///
/// <https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html>
public struct Intrinsic: Sendable {
  /// The eighteen functions; the raw value is the name after `States.`.
  public enum Function: String, Sendable, CaseIterable {
    case format = "Format"
    case stringToJson = "StringToJson"
    case jsonToString = "JsonToString"
    case array = "Array"
    case arrayPartition = "ArrayPartition"
    case arrayContains = "ArrayContains"
    case arrayRange = "ArrayRange"
    case arrayGetItem = "ArrayGetItem"
    case arrayLength = "ArrayLength"
    case arrayUnique = "ArrayUnique"
    case base64Encode = "Base64Encode"
    case base64Decode = "Base64Decode"
    case hash = "Hash"
    case jsonMerge = "JsonMerge"
    case mathRandom = "MathRandom"
    case mathAdd = "MathAdd"
    case stringSplit = "StringSplit"
    case uuid = "UUID"
  }

  public indirect enum Argument: Sendable {
    /// A text without its quotes and escapes; the template of `States.Format` keeps the backslash
    /// of `\{`, `\}` and `\\`, which the function reads itself.
    case constant(Value)
    case path(DataPath)
    case call(Intrinsic)
  }

  public var function: Function
  public var arguments: [Argument]
  /// The call as written.
  public var text: String

  public init(function: Function, arguments: [Argument], text: String) {
    self.function = function
    self.arguments = arguments
    self.text = text
  }
}
