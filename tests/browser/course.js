// A small course with a policy, in which the right answer of each question says that it is right.
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

const SKILLS = { 'hieu-ai': [4, 2], 'chon-viec': [4, 2], 'ra-yeu-cau': [6, 4], 'kiem-chung': [6, 4], 'an-toan': [6, 4], 'trach-nhiem': [4, 2] };

const question = (name, skill) => `## Câu ${name} hỏi gì? {#${name} skill=${skill}}

- [x] Ý đúng ${name}
  > Phải rồi.
- [ ] Ý sai một ${name}
- [ ] Ý sai hai ${name}

`;

const policy = `id = "R1"
version = "2026-12"
flag = "nho"
course = "nho"
[standard]
cut = 0.65
confidence = 0.95
[exam]
item = "danh-gia"
questions = 30
pass = 24
[effort]
floor_ms = 0
share_of_median = 0.0
void_above = 30
[exam.skills]
${Object.entries(SKILLS).map(([skill, [draw, floor]]) => `${skill} = { draw = ${draw}, floor = ${floor} }`).join('\n')}
[practical]
skill = "ap-dung"
any_of = [ { quiz = "thuc-hanh", pass = "80%" } ]
`;

/** A course beside it with what the small one lacks: terms, all questions on one page, practical work that people mark. */
const WORKSHOP = {
  'xuong/course.toml': 'lang = "vi"\n[title]\nvi = "Xưởng thực hành"\nen = "A workshop"\n',
  'xuong/01-mot/01-bai.md': '# Bài mở đầu\n\n[Mô hình ngôn ngữ lớn](../glossary.md#llm) trên máy chủ này đoán từ tiếp theo khi bà con gõ một [câu lệnh](../glossary.md#prompt).\n\n## Tự thử {#tu-thu .check}\n\n- [x] Ý đúng\n  > Phải rồi.\n- [ ] Ý sai\n  > Chưa phải.\n',
  'xuong/glossary.md': '# Thuật ngữ\n\n## Mô hình ngôn ngữ lớn {#llm}\n\nChương trình đoán từ tiếp theo, học từ rất nhiều văn bản. Tiếng Anh: Large Language Model (LLM).\n\n## Câu lệnh {#prompt}\n\nLời bạn gõ cho [mô hình](#llm).\n',
  'xuong/01-mot/mot-trang.quiz.md': `---\ntitle: Một trang\npage: all\npass: 60\n---\n# Một trang\n\n${question('trang-1', 'ap-dung')}${question('trang-2', 'ap-dung')}`,
  'xuong/01-mot/viec-that.quiz.md': `---
title: Việc thật
skills: ap-dung
pass: 70%
---
# Việc thật

## Bạn đã làm gì? {#viec .task submit=text,image max-files=2 max-chars=400}

Kể lại một việc bạn đã nhờ AI giúp ở nhà.

| Tiêu chí | Đạt (2) | Một phần (1) | Chưa đạt (0) |
|---|---|---|---|
| Yêu cầu rõ | nói đủ việc và người đọc | còn thiếu một phần | không ai hiểu |
| Đã kiểm lại | hỏi thêm một nguồn | đọc lại một lần | chưa kiểm |

### Bài mẫu {.solution}

Tôi nhờ AI viết tin nhắn mời họp xóm, rồi sửa lại ngày giờ.
`,
};

/** Writes it into the folder, with the workshop where asked; gives the folder of courses. */
export async function writeCourse(folder, workshop = false) {
  const courses = path.join(folder, 'courses');
  const skills = [...Object.keys(SKILLS), 'ap-dung'];
  const exam = Object.entries(SKILLS).flatMap(([skill, [draw]]) =>
    Array.from({ length: 2 * draw }, (_, at) => question(`${skill}-${at}`, skill)));
  const practical = Array.from({ length: 3 }, (_, at) => question(`lam-${at}`, 'ap-dung'));
  const files = {
    'skills.toml': skills.map((skill) => `[${skill}]\nname.vi = "${skill}"\nname.en = "${skill}"\n`).join(''),
    'capability.toml': policy,
    'nho/course.toml': 'lang = "vi"\n[title]\nvi = "Khóa học nhỏ"\nen = "A small course"\n',
    'nho/01-mot/01-bai.md': `# Bài thứ nhất\n\nMáy chủ này dạy dùng AI.\n\n## Tự thử\n\n- [x] Ý đúng\n  > Phải rồi.\n- [ ] Ý sai\n  > Chưa phải.\n`,
    'nho/01-mot/02-hoi.md': '# Bài thứ hai\n\n## Hỏi cho rõ\n\nNói rõ mình cần gì.\n',
    'nho/01-mot/thuc-hanh.quiz.md': `---\nkind: quiz\ntitle: Thực hành\npass: 80\n---\n# Thực hành\n\n${practical.join('')}`,
    'nho/01-mot/danh-gia.quiz.md': `---\nkind: exam\ntitle: Đánh giá\n---\n# Đánh giá\n\n${exam.join('')}`,
  };
  if (workshop) Object.assign(files, WORKSHOP);
  for (const [name, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(courses, name)), { recursive: true });
    await writeFile(path.join(courses, name), text);
  }
  return courses;
}
