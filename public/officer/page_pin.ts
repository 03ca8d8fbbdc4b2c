// Asks for the six digits in a sheet over the page.

import type { Base } from "./base.ts";
import { find, make } from "./element.ts";
import { isChosen, unlock } from "./pin.ts";

/** Whether the right PIN was given; without one chosen on this phone there is nothing to ask. */
export async function askPin(base: Base, name: string): Promise<boolean> {
  if (!(await isChosen(base))) return true;
  return new Promise((done) => {
    const fault = make("p.error", { role: "alert" });
    const field = make("input", {
      id: "pin-asked", type: "password", inputmode: "numeric", autocomplete: "off", maxlength: "6", required: "", "aria-describedby": "pin-fault",
    }) as HTMLInputElement;
    fault.id = "pin-fault";
    const close = (opened: boolean) => {
      if (sheet.parentNode) sheet.parentNode.removeChild(sheet);
      done(opened);
    };
    const check = async (event: Event) => {
      event.preventDefault();
      const opened = await unlock(base, field.value, Date.now());
      if (opened === "open") return close(true);
      fault.textContent = opened === "wait" ? "错得太多，5 分钟后再试。" : "密码不对。";
      field.value = "";
      field.focus();
    };
    const sheet = make(
      "div.sheet",
      { role: "dialog", "aria-modal": "true", "aria-labelledby": "pin-title" },
      make(
        "form.sheet-body",
        { submit: (event) => void check(event) },
        make("h2", { id: "pin-title" }, `${name}的 6 位密码`),
        fault,
        make("label", { for: "pin-asked" }, "密码"),
        field,
        make("div.actions", {}, make("button.button", {}, "打开"), make("button.button.quiet", { type: "button", click: () => close(false) }, "不打开")),
      ),
    );
    (find("main") || document.body).appendChild(sheet);
    field.focus();
  });
}
