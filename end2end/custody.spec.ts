// Who may look at a reporter's identity: with a reason, with a second person, by telephone number.
import { expect, type Page, test } from "@playwright/test";
import { Portal } from "./harness/portal.ts";
import { dispatch, openMatter, viewIdentity } from "./pages/desk.ts";
import { complaint } from "./pages/reports.ts";
import { sendAndRead } from "./pages/sender.ts";
import { BRIGADE, Office } from "./pages/staff.ts";

const PHONE = "13800138000";
const REASON = "联系核实购买经过";

// The last test looks at what the others left behind.
test.describe.configure({ mode: "serial" });

let portal: Portal;
let office: Office;
let number: string;
test.beforeAll(async ({ browser }) => {
  const twoPersons = (toml: string) => toml.replace("identity_second_person = false", "identity_second_person = true");
  portal = await Portal.start({ site: twoPersons });
  office = new Office(portal, browser);
  number = (await sendAndRead(portal.url(), complaint())).numbers[0];
  const clerk = await office.page("clerk");
  await openMatter(clerk, portal.url(), number);
  await dispatch(clerk, BRIGADE);
  await clerk.close();
});
test.afterAll(async () => {
  await office?.close();
  await portal?.dispose();
});

test("a look needs a reason and the consent of a second person, and is granted once", async () => {
  const clerk = await office.page("clerk");
  await openMatter(clerk, portal.url(), number);
  await viewIdentity(clerk, "看");
  await expect(clerk.getByRole("alert")).toBeVisible();
  await refusedToLook(clerk, "nobody has agreed");

  await toCustody(clerk);
  await clerk.getByLabel("查看事由").fill(REASON);
  await clerk.getByRole("button", { name: "申请查看" }).click();
  await expect(clerk.getByText(`演示登记员 申请查看：${REASON}`)).toBeVisible();
  await expect(clerk.getByRole("button", { name: /^同意/ }), "nobody agrees to their own asking").toHaveCount(0);
  await openMatter(clerk, portal.url(), number);
  await refusedToLook(clerk, "it was asked, and nobody has agreed");

  const lead = await office.page("lead");
  await openMatter(lead, portal.url(), number);
  await toCustody(lead);
  await lead.getByRole("button", { name: "同意演示登记员查看一次" }).click();
  await expect(lead.getByRole("button", { name: /^同意/ })).toHaveCount(0);
  await lead.close();

  await openMatter(clerk, portal.url(), number);
  await viewIdentity(clerk, REASON);
  await expect(clerk.getByText(PHONE)).toBeVisible();
  await openMatter(clerk, portal.url(), number);
  await expect(clerk.locator("main")).not.toContainText(PHONE);
  await refusedToLook(clerk, "one consent is one look");
  await toCustody(clerk);
  await expect(clerk.getByRole("region", { name: "谁看过" })).toContainText(`演示登记员：${REASON}`);
  await clerk.close();
});

test("the clerk finds a matter by the telephone number, and gives a reason for it", async () => {
  const clerk = await office.page("clerk");
  await clerk.goto(portal.url("desk"));
  await clerk.getByRole("link", { name: "按电话查" }).click();
  await clerk.getByLabel("对方留的电话").fill(PHONE);
  await clerk.getByRole("button", { name: "查找" }).click();
  await expect(clerk.getByRole("alert")).toContainText("事由");
  await expect(clerk.getByLabel("对方留的电话"), "the number is not drawn back").toHaveValue("");
  await clerk.getByLabel("对方留的电话").fill("138-0013-8000");
  await clerk.getByLabel("查找事由").fill("对方来电问进度");
  await clerk.getByRole("button", { name: "查找" }).click();
  await clerk.getByRole("status", { name: "查到的事项" }).getByRole("link", { name: number }).click();
  await expect(clerk.getByRole("heading", { level: 1, name: new RegExp(number) })).toBeVisible();
  await clerk.close();
});

test("the handler has no way to search by telephone number", async () => {
  const handler = await office.page("handler");
  await handler.goto(portal.url("desk"));
  await expect(handler.getByRole("link", { name: "到期" })).toBeVisible();
  await expect(handler.getByRole("link", { name: "按电话查" })).toHaveCount(0);
  const answer = await handler.goto(portal.url("desk/phone"));
  expect(answer?.status()).toBe(403);
  await handler.close();
});

test("every look and every search stands in the audit trail, without the number", async () => {
  const auditor = await office.page("auditor");
  await auditor.goto(portal.url("desk"));
  await auditor.getByRole("link", { name: "审计记录" }).click();
  await expect(auditor.locator("tbody")).toContainText(REASON);
  await expect(auditor.locator("tbody")).toContainText("对方来电问进度");
  await expect(auditor.locator("main")).not.toContainText(PHONE);
  await auditor.getByRole("link", { name: /^核对/ }).click();
  await expect(auditor.getByRole("status")).toContainText("没有改过、删过或换过位置");
  await auditor.close();
});

async function toCustody(page: Page): Promise<void> {
  await page.getByRole("link", { name: "查看申请、对方对个人信息的申请" }).click();
  await expect(page.getByRole("heading", { level: 1, name: /^身份信息保管/ })).toBeVisible();
}

/** From the matter's page, with a good reason. */
async function refusedToLook(page: Page, why: string): Promise<void> {
  await viewIdentity(page, REASON);
  await expect(page.getByText("另一个人同意").or(page.getByText("同意以后")).first(), why).toBeVisible();
  await expect(page.locator("main"), why).not.toContainText(PHONE);
}
