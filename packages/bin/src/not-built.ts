/** The reason why a program cannot be built; the message is for the user who starts it. */
export class NotBuilt extends Error {
  override readonly name = "NotBuilt";
  readonly code: "not-writable" | "failed";

  constructor(message: string, code: NotBuilt["code"], options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
