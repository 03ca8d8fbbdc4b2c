// Draws the receipt as a picture one can keep in the album: names, numbers, code and its QR code.

const WIDTH = 720;
const MARGIN = 48;
const FONT = '"PingFang SC", "Noto Sans CJK SC", "Microsoft YaHei", sans-serif';

export function draw(receipt, told) {
  work(receipt).then(told, () => told(""));
}

async function work(receipt) {
  const lines = [{ text: receipt.dataset.bureau, size: 30 }];
  for (const line of receipt.querySelectorAll("p.number")) lines.push({ text: line.textContent, size: 34, bold: true });
  lines.push({ text: "查询码", size: 30, before: 24 });
  const groups = Array.from(receipt.querySelectorAll(".code span"), (group) => group.textContent);
  lines.push({ text: groups.slice(0, 2).join("  "), size: 64, bold: true });
  lines.push({ text: groups.slice(2).join("  "), size: 64, bold: true });
  const code = await picture(receipt.querySelector(".qr svg"));
  const after = [
    { text: "查进度：" + receipt.dataset.address, size: 24 },
    { text: "查询码就像钥匙，不要给别人看。", size: 24 },
  ];
  return paint(lines, code, after);
}

function paint(lines, code, after) {
  const side = code ? 360 : 0;
  const canvas = document.createElement("canvas");
  const pen = canvas.getContext("2d");
  const tall = (list) => list.reduce((sum, line) => sum + (line.before || 0) + line.size * 1.6, 0);
  const below = after.flatMap ? after.flatMap((line) => wrap(pen, line)) : after;
  canvas.width = WIDTH;
  canvas.height = Math.ceil(MARGIN * 2 + tall(lines) + side + 24 + tall(below));
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  let y = write(pen, lines, MARGIN);
  if (code) pen.drawImage(code, (WIDTH - side) / 2, y + 12, side, side);
  write(pen, below, y + side + 24);
  return canvas.toDataURL("image/png");
}

function write(pen, lines, top) {
  let y = top;
  pen.fillStyle = "#14211c";
  pen.textAlign = "center";
  pen.textBaseline = "top";
  for (const line of lines) {
    y += line.before || 0;
    pen.font = font(line);
    pen.fillText(line.text, WIDTH / 2, y, WIDTH - MARGIN * 2);
    y += line.size * 1.6;
  }
  return y;
}

function wrap(pen, line) {
  pen.font = font(line);
  const rows = [""];
  for (const letter of line.text) {
    const longer = rows[rows.length - 1] + letter;
    if (pen.measureText(longer).width > WIDTH - MARGIN * 2) rows.push(letter);
    else rows[rows.length - 1] = longer;
  }
  return rows.map((text) => Object.assign({}, line, { text }));
}

function font(line) {
  return `${line.bold ? "bold " : ""}${line.size}px ${FONT}`;
}

function picture(svg) {
  if (!svg) return Promise.resolve(null);
  return new Promise((done) => {
    const image = new Image();
    image.onload = () => done(image);
    image.onerror = () => done(null);
    image.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(sized(svg));
  });
}

// Some engines draw nothing from an SVG that names no size.
function sized(svg) {
  const copy = svg.cloneNode(true);
  copy.setAttribute("width", "360");
  copy.setAttribute("height", "360");
  return new XMLSerializer().serializeToString(copy);
}
