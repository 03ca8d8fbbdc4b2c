// What the people of the journeys report. Names, shops and numbers are made up.
import { jpeg } from "../photos/photo.mjs";

export interface Report {
  wish: "tip" | "complaint" | "both";
  category: string;
  region: string;
  channel: string;
  /** Text fields by name. */
  texts: Record<string, string>;
  /** Keys of what is asked for; only a complaint asks. */
  requests?: string[];
  /** Only a tip chooses; a complaint is always named. */
  identity?: "anonymous" | "phone" | "named";
  photos?: Buffer[];
  /** Only a tip may ask for a reward. */
  reward?: boolean;
}

const COMPLAINANT = { reporter_name: "李测试", reporter_phone: "13800138000", reporter_address: "云县爱华镇永胜村" };
const SHOP = { respondent_name: "示例大药房", respondent_address: "云县爱华镇新街路口" };

export function tip(change: Partial<Report> = {}): Report {
  return {
    wish: "tip",
    category: "D03",
    region: "530922101201",
    channel: "shop",
    texts: { place: "新街路口的药店", story: "货架上摆着过期的药，还在卖。店员说便宜处理。", respondent_name: SHOP.respondent_name, drug_name: "示例胶囊" },
    identity: "anonymous",
    ...change,
  };
}

/** A tip whose sender leaves name and phone: there is an identity to seal. */
export function namedTip(): Report {
  const plain = tip();
  return { ...plain, identity: "named", texts: { ...plain.texts, reporter_name: "李测试", reporter_phone: "13800138000" }, photos: [jpeg("named tip")] };
}

export function complaint(): Report {
  return {
    wish: "complaint",
    category: "D03",
    region: "530922101201",
    channel: "shop",
    texts: { ...SHOP, ...COMPLAINANT, story: "买了一盒胶囊，回家发现过了有效期，店里不肯退。", amount: "35.50" },
    requests: ["return", "refund"],
  };
}

export function both(): Report {
  return { ...complaint(), wish: "both" };
}
