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

/** Writes it into the folder; gives the folder of courses. */
export async function writeCourse(folder) {
  const courses = path.join(folder, 'courses');
  const module = path.join(courses, 'nho', '01-mot');
  await mkdir(module, { recursive: true });
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
  for (const [name, text] of Object.entries(files)) await writeFile(path.join(courses, name), text);
  return courses;
}
