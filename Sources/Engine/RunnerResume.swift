import History
public import JSON

extension Runner {
  /// `RedriveExecution`, also of an execution of an earlier process.
  @discardableResult
  public func redrive(
    _ arn: String, performer: (any TaskPerformer)? = nil
  ) throws(RunnerError) -> Timestamp {
    throw .noSuchExecution(arn)
  }

  /// Goes on with an execution whose program is gone: its history is played into a new execution
  /// value, then the tasks that had no answer are called again.
  public func resumeInterrupted(
    _ arn: String, performer: (any TaskPerformer)? = nil
  ) throws(RunnerError) {
    throw .noSuchExecution(arn)
  }
}
