// Photos of one report, or of one form, over tus 1.0. Officers' phones and the residents' report form send by it.

import { type Answer, refusal } from "./answer.ts";
import type { Line } from "./line.ts";

export class Tus {
  constructor(
    private readonly line: Line,
    /** Where the uploads stand, without a slash at the end. */
    private readonly at: string,
    private readonly headers: { [name: string]: string } = {},
  ) {}

  /** Creates the upload or finds it as it stands; gives the offset. */
  async create(photo: string, type: string, size: number): Promise<Answer<number>> {
    const metadata = `id ${btoa(photo)},type ${btoa(type)}`;
    const headers = { ...this.spoken(), "upload-length": String(size), "upload-metadata": metadata };
    return offset(await this.line.go(this.at, { method: "POST", headers }, 0), [201, 200]);
  }

  async head(photo: string): Promise<Answer<number>> {
    return offset(await this.line.go(`${this.at}/${photo}`, { method: "HEAD", headers: this.spoken() }, 0), [200, 204]);
  }

  async patch(photo: string, at: number, bytes: ArrayBuffer): Promise<Answer<number>> {
    const headers = { ...this.spoken(), "upload-offset": String(at), "content-type": "application/offset+octet-stream" };
    return offset(await this.line.go(`${this.at}/${photo}`, { method: "PATCH", headers, body: bytes }, bytes.byteLength), [204]);
  }

  /** Makes room for a photo that arrived with other bytes than ours. */
  async forget(photo: string): Promise<void> {
    await this.line.go(`${this.at}/${photo}`, { method: "DELETE", headers: this.spoken() }, 0);
  }

  private spoken(): { [name: string]: string } {
    return { "tus-resumable": "1.0.0", ...this.headers };
  }
}

async function offset(response: Response | undefined, fine: number[]): Promise<Answer<number>> {
  if (!response || fine.indexOf(response.status) < 0) {
    const refused = await refusal(response);
    // A photo is never in a person's hands: an offset that moved meanwhile is asked for again.
    return refused.hold === "conflict" || refused.hold === "rejected" ? { ...refused, hold: "busy" } : refused;
  }
  const said = response.headers.get("upload-offset");
  return said !== null && /^\d+$/.test(said) ? { ok: Number(said) } : { hold: "net", status: response.status };
}
