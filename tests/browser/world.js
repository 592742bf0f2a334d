// A server on which much has happened: people who passed, failed and wait, a sitting that runs, certificates of each state.
// It is made once for each worker, through the API and the forms of the staff; tests only look at it.
import { request } from '@playwright/test';
import { writeCourse } from './course.js';
import { ADMIN, served, test as base } from './server.js';

const PASSWORD = 'chè-xanh-Tân-Cương-9';
const PEOPLE = {
  lan: 'Hoàng Thị Lan', binh: 'Nguyễn Văn Bình', hoa: 'Phạm Thị Hoa', duc: 'Lê Minh Đức', yen: 'Trần Thị Hải Yến',
  tam: 'Dương Đình Tâm', cuong: 'Đặng Quốc Cường', thuong: 'Lý Thị Hoài Thương',
};

/** Somebody who talks to the API, and to pages by their forms. */
class Somebody {
  constructor(url, login, password) {
    Object.assign(this, { url, login, password });
  }

  async signIn() {
    this.web = await request.newContext({ baseURL: this.url, maxRedirects: 0 });
    const { access_token: token, account } = await this.call('POST', '/session', { login: this.login, password: this.password });
    Object.assign(this, { token, id: account.id });
    this.cookies = await request.newContext({ baseURL: this.url });
    await this.send('/login', '/login', { login: this.login, password: this.password });
    return this;
  }

  async call(method, path, data) {
    const headers = this.token ? { Authorization: `Bearer ${this.token}` } : {};
    const answer = await this.web.fetch(`/api/v1${path}`, { method, data, headers });
    const text = await answer.text();
    if (!answer.ok()) throw new Error(`${method} ${path}: ${answer.status()} ${text}`);
    return text ? JSON.parse(text) : null;
  }

  async page(path) {
    const answer = await this.cookies.get(path);
    const text = await answer.text();
    if (!answer.ok()) throw new Error(`${path}: ${answer.status()} ${text.slice(0, 2000)}`);
    return text;
  }

  /** Sends a form of a page. */
  async post(page, action, form) {
    const csrf = /name="csrf" value="([^"]+)"/.exec(await this.page(page))[1];
    return this.cookies.post(action, { form: { csrf, ...form }, maxRedirects: 0 });
  }

  /** Sends a form of a page; gives the address it leads to. */
  async send(page, action, form = {}) {
    const answer = await this.post(page, action, form);
    if (answer.status() !== 303) throw new Error(`POST ${action}: ${answer.status()} ${(await answer.text()).slice(0, 3000)}`);
    return answer.headers().location;
  }

  start(course, quiz) {
    return this.call('POST', `/courses/${course}/quizzes/${quiz}/attempts`);
  }

  /** Answers every question, right or wrong, and hands in. */
  async take(course, quiz, right = true) {
    const attempt = await this.start(course, quiz);
    for (const one of attempt.questions) {
      const choice = one.choices.find((each) => each.html.includes('đúng') === right);
      await this.call('PUT', `/attempts/${attempt.id}/answers/${one.id}`, { choices: [choice.id] });
    }
    await this.call('POST', `/attempts/${attempt.id}/submission`);
    return `/attempts/${attempt.id}`;
  }

  async capable() {
    await this.take('nho', 'thuc-hanh');
    this.passed = await this.take('nho', 'danh-gia');
  }

  state() {
    return this.cookies.storageState();
  }
}

async function people(url) {
  const admin = await new Somebody(url, ADMIN.login, ADMIN.password).signIn();
  const units = [['TN', 'Tỉnh Thái Nguyên', 'province', null], ['TC', 'Xã Tân Cương', 'commune', 'TN'], ['HD', 'Xóm Hồng Thái', 'hamlet', 'TC']];
  for (const [code, name, kind, parent] of units) await admin.call('PUT', `/units/${code}`, { name, kind, parent });
  const all = { admin };
  for (const [login, name] of Object.entries(PEOPLE)) {
    await admin.web.post('/api/v1/accounts', { data: { login, display_name: name, password: PASSWORD, unit: 'TC' } });
    all[login] = await new Somebody(url, login, PASSWORD).signIn();
  }
  for (const role of ['instructor', 'certifier', 'inspector', 'facilitator']) {
    await admin.send(`/admin/accounts/${all.thuong.id}`, `/admin/accounts/${all.thuong.id}/roles`, { role, unit: '' });
  }
  return all;
}

/** Certificates of three people; the numbers in their order. */
async function certificates(admin, holders) {
  await admin.send('/admin/certificates', '/admin/certificates', { course: 'nho', person: holders[0].id });
  await admin.send('/admin/certificates', '/admin/certificates', { course: 'nho', person: holders[1].id });
  await admin.send('/admin/certificates', '/admin/certificates', { course: 'nho', person: holders[2].id });
  const numbers = [...(await admin.page('/admin/certificates')).matchAll(/href="\/verify\/([^"]+)"/g)].map((found) => found[1]);
  return numbers.reverse();
}

/** A file of boundaries that waits, by the codes of units. */
async function boundaries(admin, codes) {
  const ring = (place) => [[0, 0], [9, 1], [8, 9], [4, 6], [1, 8], [0, 0]].map(([x, y]) => [105.6 + place + x / 10, 21.4 + y / 10]);
  const feature = (code, place) => ({ type: 'Feature', properties: { ma_xa: code }, geometry: { type: 'Polygon', coordinates: [ring(place)] } });
  const file = JSON.stringify({ type: 'FeatureCollection', features: codes.map(feature) });
  const csrf = /name="csrf" value="([^"]+)"/.exec(await admin.page('/admin/boundaries'))[1];
  const multipart = { csrf, file: { name: 'xa.geojson', mimeType: 'application/geo+json', buffer: Buffer.from(file) } };
  const answer = await admin.cookies.post('/admin/boundaries', { multipart, maxRedirects: 0 });
  return answer.headers().location;
}

const soon = (days) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

/** What a leader plans and decides, and a card that tells how it was done. */
async function plans(admin, leader) {
  await admin.send(`/admin/accounts/${leader.id}`, `/admin/accounts/${leader.id}/roles`, { role: 'leader', unit: 'TC' });
  const plan = '/units/TC/plan';
  const source = 'Kế hoạch 12/KH-UBND ngày 15/01/2026';
  for (const [figure, value, days] of [['P1', '40', 60], ['P1', '80', 300], ['P2', '50', 300]]) {
    await leader.send(`${plan}/targets`, `${plan}/targets`, { figure, value, day: soon(days), source });
  }
  const milestones = `${plan}/milestones`;
  await leader.send(milestones, milestones, { title: 'Mỗi xóm có một người hướng dẫn', day: soon(20), figure: '', value: '', source });
  const milestone = /href="(\/units\/TC\/plan\/milestones\/[^"]+)"/.exec(await leader.page(plan))[1];
  const decisions = '/units/TC/decisions';
  await leader.send(decisions, decisions, { what: 'Mở thêm hai lớp buổi tối ở nhà văn hóa xóm.', office: 'Ủy ban nhân dân xã', day: soon(-1), paper: 'TB 7/TB-UBND', figure: 'P1', milestone: '', corrects: '' });
  const cards = '/units/TC/practice-cards';
  const card = await leader.send(cards, cards, {
    title: 'Lớp tối ở nhà văn hóa xóm', problem: 'Bà con đi làm cả ngày, buổi tối mới rảnh.', steps: 'Mượn nhà văn hóa. Hẹn cố định tối thứ Ba. Hai người kèm mười người.',
    cost: 'Tiền điện', people: 'Hai người hướng dẫn', proof: 'Ba mươi người xong bài đầu sau bốn tuần.', contact: 'Văn phòng xã',
  });
  return { plan, milestones, milestone, decisions, cards, card };
}

/** What is told without a name, and what an inspector found. */
async function oversight(somebody, inspector) {
  const thanks = await somebody.post('/report?unit=TC', '/report', { unit: 'TC', kind: 'attendance', words: 'Danh sách buổi học có tên người đi làm xa, không có mặt.' });
  const receipt = `/report/${/<b class="code">([^<]+)</.exec(await thanks.text())[1]}`;
  const report = /href="(\/inspection\/reports\/[^"]+)"/.exec(await inspector.page('/inspection/reports'))[1];
  const findings = '/inspection/findings';
  const finding = await inspector.send(`${findings}/new`, findings, {
    unit: 'TC', kind: 'attendance', looked: 'Danh sách điểm danh buổi tối.', found: 'Hai tên trong danh sách không có mặt ở lớp.', wanted: 'Đối chiếu lại danh sách.', days: '14',
  });
  return { receipt, report, finding };
}

async function made(url) {
  const all = await people(url);
  const kept = await boundaries(all.admin, ['TC', 'HD']);
  await all.admin.send(kept, kept, { property: 'ma_xa' });
  const draft = await boundaries(all.admin, ['TC', '01840']);
  const { admin, lan, binh, hoa, duc, yen, tam, cuong, thuong } = all;
  for (const one of [lan, binh, hoa, cuong]) await one.capable();
  const [valid, suspended, revoked] = await certificates(admin, [lan, binh, hoa]);
  const acts = `/accounts/${binh.id}/competency/acts`;
  const why = await admin.page(`/accounts/${binh.id}/competency`);
  const act = new URL(/href="([^"]*do=suspend[^"]*)"/.exec(why)[1].replaceAll('&amp;', '&'), url);
  await admin.send(act.pathname + act.search, acts, { do: 'suspend', about: act.searchParams.get('about'), case: '12/QĐ-TC', sure: 'yes' });
  await admin.send(`/admin/certificates/${revoked}/revocation`, `/admin/certificates/${revoked}/revocation`, { reason: 'Tên ghi sai, đã cấp lại.', sure: 'yes' });

  const failed = await duc.take('nho', 'danh-gia', false);
  const voided = await yen.take('nho', 'danh-gia', false);
  const mistakes = await duc.take('nho', 'thuc-hanh', false);
  const voidAct = `/accounts/${yen.id}/competency/acts?do=void&about=${voided.split('/').pop()}`;
  await admin.send(voidAct, `/accounts/${yen.id}/competency/acts`, { do: 'void', about: voided.split('/').pop(), reason: 'disturbance', sure: 'yes' });

  const work = await tam.start('xuong', 'viec-that');
  await tam.call('PUT', `/attempts/${work.id}/answers/1`, { text: 'Tôi nhờ AI viết tin nhắn mời bà con họp xóm, rồi sửa lại ngày giờ cho đúng.' });
  await tam.call('POST', `/attempts/${work.id}/submission`);
  const again = await cuong.start('xuong', 'viec-that');
  await cuong.call('PUT', `/attempts/${again.id}/answers/1`, { text: 'Tôi hỏi AI cách pha nước tưới chè.' });
  await cuong.call('POST', `/attempts/${again.id}/submission`);
  const marked = await thuong.send('/teach/submissions', '/teach/submissions/next');

  const page = (await tam.start('xuong', 'mot-trang')).id;
  await yen.start('nho', 'thuc-hanh');
  const desk = await thuong.send('/sittings', '/sittings', { exam: 'nho/danh-gia', unit: 'TC', minutes: '120' });
  const group = await thuong.send('/classes', '/classes', { title: 'Lớp xóm Hồng Thái', unit: 'TC', course: 'nho', days: '30' });
  const session = await thuong.send(group, `${group}/sessions`);
  const code = /<text[^>]*>([\d\s]+)<\/text>/.exec(await thuong.page(desk))[1];
  const joined = await tam.send('/sitting', '/sitting', { code });
  const questions = '/teach/courses/nho/questions';
  const question = /href="(\/teach\/courses\/nho\/questions\/\d+)"/.exec(await thuong.page(questions))[1];
  const record = await tam.send('/work-records/new', '/work-records/new', {
    task: 'promotion', tool: 'Trợ lý trong điện thoại', asked: 'Viết bài giới thiệu chè xuân cho trang của hợp tác xã.',
    changed: 'AI bịa ra giải thưởng, tôi bỏ đi và ghi lại giá cho đúng.', before: '90', after: '25', product: 'Bài đăng ngày 12/3', clean: 'yes',
  });
  const open = (await yen.start('nho', 'thuc-hanh')).id;
  const planned = await plans(admin, cuong);
  const told = await oversight(lan, thuong);
  const invited = `/join/${/<text[^>]*>([^<]+)<\/text>/.exec(await thuong.page(group))[1].replaceAll(' ', '')}`;
  await duc.send('/me/data', '/me/data/requests', { note: 'Ghi lại tên đệm của tôi cho đúng giấy tờ.' });
  const request = /href="(\/admin\/requests\/[^"?]+)"/.exec(await admin.page('/admin/requests'))[1];
  return {
    url,
    sights: {
      visitor: { join: '/join', card: '/card', attend: '/attend', valid: `/verify/${valid}`, suspended: `/verify/${suspended}`, revoked: `/verify/${revoked}`, help: '/help', display: '/settings/display', verify: '/verify', tell: '/report', 'tell-form': '/report?unit=TC', receipt: told.receipt, 'class-join': invited, glossary: '/courses/xuong/glossary', terms: '/courses/xuong/bai' },
      lan: { today: '/me', why: '/me/competency', passed: lan.passed, certificate: `/verify/${valid}` },
      duc: { failed, mistakes, 'practice-home': '/practice', practice: '/practice/nho', 'why-failed': '/me/competency', help: '/help', data: '/me/data', erasure: '/me/data/erasure' },
      yen: { voided, answering: `/attempts/${open}`, review: `/attempts/${open}?review=1` },
      cuong: {
        'plan-led': planned.plan, target: `${planned.plan}/targets`, 'milestone-new': planned.milestones, milestone: planned.milestone,
        'decisions-led': planned.decisions, 'card-new': planned.cards, 'card-waiting': planned.card,
      },
      tam: { 'one-page': `/attempts/${page}`, waiting: `/attempts/${work.id}`, 'sitting-enter': '/sitting', joined, recheck: '/recheck', 'work-front': '/courses/xuong/viec-that', records: '/work-records', 'record-new': '/work-records/new', record, display: '/settings/display' },
      thuong: {
        sittings: '/sittings', 'sitting-desk': desk, 'sitting-end': `${desk}/end`, teach: '/teach', 'teach-course': '/teach/courses/nho', questions,
        question, withdrawal: `${question}/withdrawal`, submissions: '/teach/submissions', marking: marked, agreement: '/teach/agreement',
        certificates: '/admin/certificates', people: '/people', 'people-sheet': '/people/sheet', 'people-new': '/people/new', person: `/people/${tam.id}`,
        'to-confirm': '/work-records/to-confirm', confirmation: `${record}/confirmation`, classes: '/classes', class: group, poster: `${group}/poster`, 'class-close': `${group}/close`, pack: `${group}/pack`, paper: `${group}/paper`, session, tick: `${session}/list`,
        boards: '/units', board: '/units/TC/figures', figure: '/units/TC/figures/p1', plan: '/units/TC/plan', decisions: '/units/TC/decisions', behind: '/units/TC/plan/behind', emulation: '/emulation', exemplars: '/practice-cards',
        finding: told.finding, report: told.report, lot: '/inspection/rechecks/TC', pin: [`/people/${tam.id}`, 'form[action$="/pin"] button'], cards: [`/people/${tam.id}`, 'form[action="/people/cards"] button'],
      },
      admin: {
        accounts: '/admin/accounts', account: `/admin/accounts/${thuong.id}`, signals: '/admin/signals', 'certificate-revoke': `/admin/certificates/${valid}/revocation`,
        'why-other': `/accounts/${duc.id}/competency`, suspend: `/accounts/${lan.id}/competency/acts${act.search}`, void: `/accounts/${duc.id}/competency/acts?do=void&about=${failed.split('/').pop()}`,
        'admin-certificate': `/verify/${valid}`, nobody: '/admin/accounts?q=kh%C3%B4ng-c%C3%B3-ai',
        duplicates: '/admin/duplicates', merge: `/admin/duplicates/${tam.id}?with=${duc.id}`, requests: '/admin/requests', request, mail: '/admin/mail', 'record-audits': '/inspection/work-records', rechecks: '/inspection/rechecks', findings: '/inspection/findings', 'finding-new': '/inspection/findings/new', reports: '/inspection/reports', imports: '/admin/imports', boundaries: '/admin/boundaries', 'boundary-draft': draft, 'boundary-removal': '/admin/units/TN/boundaries', map: '/units/TN/figures', units: '/admin/units', unit: '/admin/units/TC',
      },
    },
    states: Object.fromEntries(await Promise.all(Object.entries(all).map(async ([login, one]) => [login, await one.state()]))),
  };
}

/** `world` gives `sights`, addresses (or an address and the button there that shows the page) by name and by whose eyes, and `states`, the cookies of each person. */
export const test = base.extend({
  world: [async ({}, use) => served((folder) => writeCourse(folder, true), async (url) => use(await made(url))), { scope: 'worker', timeout: 180_000 }],
});
export { expect } from './server.js';
