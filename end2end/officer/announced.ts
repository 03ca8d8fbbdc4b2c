// Reports that announce photos, for clients that are not our own phone: sealed and sent by the
// contract, with the photos still to come.
import { randomBytes } from "node:crypto";
import { canonical } from "../../public/officer/canonical.ts";
import type { Hello } from "../../public/officer/phone.ts";
import { seal } from "../../public/officer/seal.ts";
import { jpeg, sha256 } from "../photos/photo.mjs";

export interface Announced {
  id: string;
  number: string;
  /** Where uploads are created. */
  endpoint: string;
  photos: SealedPhoto[];
}

export interface SealedPhoto {
  id: string;
  /** As they go over the line. */
  bytes: Buffer;
  /** Of the picture inside. */
  sha256: string;
}

/** A bound phone's way to the bureau. */
export class Sender {
  private seq = 0;

  constructor(
    /** Scheme, host, port and base path. */
    readonly url: string,
    readonly cookie: string,
  ) {}

  /** A clue whose photos have about these sizes. */
  async announce(...sizes: number[]): Promise<Announced> {
    const hello: Hello = await this.json("officer/hello");
    const [officer] = hello.officers;
    const id = crypto.randomUUID();
    const photos = await Promise.all(sizes.map((size) => sealed(id, size, hello)));
    const body = canonical({
      v: 1,
      form: "clue",
      form_ver: 1,
      officer: officer.id,
      seq: (this.seq += 1),
      device_at: hello.now,
      tz: 480,
      skew_ms: 0,
      answers: { tile: "expired", village: officer.villages[0].code, place: `试验 ${id}` },
      photos: photos.map((photo) => ({ id: photo.id, sha256: sha256(photo.bytes), size: photo.bytes.length, type: "image/jpeg" })),
    });
    const headers = { "content-type": "application/octet-stream", "if-none-match": "*", "x-officer": officer.id };
    const { number } = await this.json(`officer/r/${id}`, { method: "PUT", headers, body: await seal(new TextEncoder().encode(body), id, hello.key) });
    return { id, number, endpoint: `${this.url}officer/u/${id}`, photos };
  }

  /** What the bureau says of a report's photos. */
  async photos({ id }: Announced): Promise<{ id: string; offset: number; complete: boolean }[]> {
    return (await this.json(`officer/r/${id}`)).photos;
  }

  private async json(path: string, options: { method?: string; headers?: Record<string, string>; body?: ArrayBuffer } = {}): Promise<any> {
    const answer = await fetch(this.url + path, { ...options, headers: { ...options.headers, cookie: this.cookie } });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  }
}

/** A picture that opens, made as large as asked by what stands behind its end. */
async function sealed(report: string, size: number, hello: Hello): Promise<SealedPhoto> {
  const id = crypto.randomUUID();
  const picture = jpeg(id);
  const plain = Buffer.concat([picture, randomBytes(Math.max(0, size - picture.length))]);
  return { id, bytes: Buffer.from(await seal(plain, `${report}/${id}`, hello.key)), sha256: sha256(plain) };
}
