/** A request that is refused: an HTTP status and a message that the client may see. */
export class Refusal extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}
