/** Options of recording and replaying that make no sense. */
export class RecordingOptionError extends Error {
  override readonly name = "RecordingOptionError";
  readonly code = "recording-option";
}
