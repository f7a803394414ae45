extension Rule {
  /// `RETRY_DELAY`
  static let retryDelay = Rule(
    "RETRY_DELAY", summary: "The delays of a retrier cannot be what its fields say.",
    manual: #"""
      `MaxDelaySeconds` bounds the growing delay between retries. Where it is not above
      `IntervalSeconds` every delay is the same, and `BackoffRate` says nothing. Where
      `MaxAttempts` is 0 nothing is retried, and the other fields say nothing: such an entry only
      keeps the error from the entries after it.
      """#
  ) { input in
    input.states { state, _ in
      state.retriers.enumerated().compactMap { place, retrier in
        guard let limit = retrier.maxDelaySeconds, limit <= retrier.intervalSeconds,
          retrier.maxAttempts > 0
        else { return nil }
        return Finding(
          "RETRY_DELAY",
          "MaxDelaySeconds (\(limit)) is not above IntervalSeconds (\(retrier.intervalSeconds)), "
            + "so the delay never grows", at: "\(state.location)/Retry[\(place)]/MaxDelaySeconds")
      }
    }
  }
}
