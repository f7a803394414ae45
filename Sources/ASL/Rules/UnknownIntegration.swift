extension Rule {
  /// `UNKNOWN_INTEGRATION`
  static let unknownIntegration = Rule(
    "UNKNOWN_INTEGRATION", summary: "The resource names a service that is not known here.",
    manual: #"""
      The resource names a service that is not among the optimised integrations known here. AWS may
      have added it since; else AWS refuses the definition. For a call of the SDK write
      `arn:aws:states:::aws-sdk:SERVICE:ACTION`.
      """#
  ) { input in
    input.states { state, _ in
      guard case .task(let task) = state.type, task.resource.isOfUnknownService,
        case .service(let service, let action, _) = task.resource.kind
      else { return [] }
      return [
        Finding(
          "UNKNOWN_INTEGRATION",
          "'\(service):\(action)' is no integration known here; for the SDK's write "
            + "'aws-sdk:\(service):\(action)'", at: "\(state.location)/Resource")
      ]
    }
  }
}
