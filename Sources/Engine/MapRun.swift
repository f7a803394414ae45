import ASL
import History
import JSON

/// Distributed Map.
extension Execution {
  mutating func startRun(_ state: State, _ map: MapState, _ f: Int, _ sink: inout Sink)
    throws(Failure)
  {
    throw .runtime("Distributed Map is not supported yet.")
  }

  mutating func runJoined(_ state: State, _ map: MapState, _ f: Int, _ sink: inout Sink) {}
  mutating func releaseRun(_ f: Int) {}
  mutating func endRuns(_ sink: inout Sink) {}
  mutating func receive(_ stimulus: Stimulus, run: Int, slot: Int) {}
  mutating func receiveTimer(_ id: TimerID, run: Int, slot: Int) {}
}
