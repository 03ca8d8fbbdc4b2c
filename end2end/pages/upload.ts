// A form whose sending can be held up in the middle.
import { type ClientRequest, request } from "node:http";

export interface Slow {
  /** Sends the rest and gives the answer's status and place. */
  finish(): Promise<{ status: number; location: string | undefined }>;
}

/** Sends the first half of a multipart form and waits until it has left this process. */
export async function startUpload(url: string, form: FormData): Promise<Slow> {
  const encoded = new Response(form);
  const body = Buffer.from(await encoded.arrayBuffer());
  const headers = { "content-type": encoded.headers.get("content-type") ?? "", "content-length": body.length };
  const sending = request(url, { method: "POST", headers });
  const answered = answer(sending);
  answered.catch(() => {});
  const half = Math.floor(body.length / 2);
  await new Promise<void>((resolve, reject) => sending.write(body.subarray(0, half), (error) => (error ? reject(error) : resolve())));
  return {
    finish() {
      sending.end(body.subarray(half));
      return answered;
    },
  };
}

function answer(sending: ClientRequest): Promise<{ status: number; location: string | undefined }> {
  return new Promise((resolve, reject) => {
    sending.on("error", reject);
    sending.on("response", (response) => {
      response.resume();
      response.on("end", () => resolve({ status: response.statusCode ?? 0, location: response.headers.location }));
    });
  });
}
