// A reaction told by a resident, over the wire.

const TOLD = {
  sex: "female",
  age: "61",
  village: "530922101000",
  kind: "drug",
  product: "阿莫西林胶囊",
  signs: "rash",
  doctor: "hospital",
  contact_phone: "13977778888",
  consent: "yes",
};

export type Told = Partial<typeof TOLD>;

/** Sends the form and answers the number on the receipt. */
export async function tell(url: string, changes: Told = {}): Promise<string> {
  const page = await (await fetch(`${url}reaction`)).text();
  const form = new FormData();
  form.append("form_key", /name="form_key" value="([^"]+)"/.exec(page)?.[1] ?? "");
  for (const [name, value] of Object.entries({ ...TOLD, ...changes })) form.append(name, value);
  const receipt = await (await fetch(`${url}reaction`, { method: "POST", body: form, headers: { origin: new URL(url).origin } })).text();
  const number = /编号 <b>([^<]+)</.exec(receipt)?.[1];
  if (!number) throw new Error(`no number on the receipt: ${receipt.slice(0, 500)}`);
  return number;
}
