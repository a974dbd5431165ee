import { term, terms } from '../terms.ts';
import { because } from './because.ts';
import type { Sentences } from './parts.ts';

const having = (skills: string): string => (skills === '' ? '' : `（${terms(skills, 'zh')}）`);

function moved(minutes: number): string {
  return `${minutes < 0 ? '早' : '晚'} ${Math.abs(minutes)} 分钟`;
}

const held = (minutes: number): string => (minutes === 0 ? '时间不变' : `比原定时间${moved(minutes)}`);

/** Every reason that room-allocation gives, in Chinese. */
export const zh: Sentences = {
  'preferred-start': () => '按您首选的时间安排。',
  'moved-start': ({ value }) =>
    `首选时间无法满足，安排在您可接受的另一时间：比首选时间${moved(Number(value('minutes')))}。`,
  'ordered-start': () => '按中心工作人员选定的时间安排。',
  'held-start': ({ value }) => `已为您另行保留：${held(Number(value('minutes')))}。`,
  'others-moved': () => '为满足您的申请，另有活动在其可接受的时间范围内作了调整。',
  'made-way': () => '为了让更多活动得到安排，在您可接受的范围内作了调整。',
  'room-named': ({ name }) => `${name}：按您指定的场地安排。`,
  'ordered-room': ({ name }) => `${name}：中心工作人员选定的场地。`,
  'best-fit': ({ name, value }) => `${name}：可容纳 ${value('capacity')} 人，最适合 ${value('headcount')} 人。`,
  'closed-for': ({ name, value }) => `${name ? `${name}：停用` : '停用'}${because(value('reason'), 'zh')}。`,
  'made-way-for-order': ({ value }) => `按中心工作人员的安排让出${because(value('reason'), 'zh')}。`,
  taken: ({ name }) => `${name}：该时段已被占用。`,
  closed: () => '该时段中心不开放。',
  'room-closed': ({ name }) => `${name}：该时段停用。`,
  'kit-closed': ({ name }) => `${name}：该时段停用。`,
  'stop-closed': ({ name }) => `${name}：该时段停用。`,
  'crosses-day': ({ name }) => `${name}：该时段跨越了中心一天的分界。`,
  'not-the-room-named': ({ name }) => `${name}：不是您指定的场地。`,
  'room-lacks-feature': ({ name, value }) => `${name}：没有${term(value('feature'), 'zh')}。`,
  'room-too-small': ({ name, value }) => `${name}：可容纳 ${value('capacity')} 人，少于 ${value('headcount')} 人。`,
  'no-such-resource': ({ name }) => `中心没有这项资源：${name}。`,
  'no-room-large-enough': ({ value }) =>
    `没有能容纳 ${value('headcount')} 人的场地，最大的可容纳 ${value('largest')} 人。`,
  'no-room-with-features': ({ value }) =>
    `没有能容纳 ${value('headcount')} 人并具备以下条件的场地：${terms(value('features'), 'zh')}。`,
  'too-few-rooms': () => '该时段空闲的场地不够。',
  'no-start-left': () => '可接受的时间都已过去。',
  'no-such-person': ({ value }) => `中心没有合适的${term(value('role'), 'zh')}${having(value('skills'))}。`,
  'people-busy': ({ value }) => `该时段没有空闲的${term(value('role'), 'zh')}${having(value('skills'))}。`,
  'person-busy': ({ name }) => `${name}：该时段已有安排。`,
  'too-few-people': ({ value }) => `该时段空闲的人员不够，需要 ${value('needed')} 人。`,
  'kit-short': ({ name, value }) => `${name}：需要 ${value('wanted')} 件，该时段只剩 ${value('free')} 件。`,
  'stop-busy': ({ name }) => `${name}：该时段的参观团队已满。`,
  'order-over-days': () => '按安排让出场地仅限于一天之内，该活动跨多天。',
  round: ({ value }) => `与所有申请 ${value('date')} 的活动统一安排。`,
  'round-open': ({ value }) => `${value('date') || '该日'}的申请正在集中收集，将统一答复。`,
  'left-out': ({ value }) => `中心工作人员未将其列入安排${because(value('reason'), 'zh')}。`,
  'not-bookable-by-kind': ({ name }) => `${name}：不接受此类活动。`,
  'not-bookable-by-organization': ({ name }) => `${name}：不对该组织开放预订。`,
  'not-bookable-yet': ({ name, value }) => `${name}：最多提前 ${value('horizonDays')} 天预订。`,
  'not-bookable-so-soon': ({ name, value }) => `${name}：至少须提前 ${value('leastLeadMinutes')} 分钟预订。`,
  'starts-too-soon': ({ value }) => `此类活动至少须提前 ${value('leastLeadMinutes')} 分钟申请。`,
  'starts-too-late': ({ value }) => `此类活动最多提前 ${value('horizonDays')} 天申请。`,
  'quota-exceeded': ({ value }) =>
    `该组织每月可使用 ${value('limit')} 分钟，已用 ${value('used')} 分钟，本次申请 ${value('wanted')} 分钟。`,
  borrowed: ({ name, value }) => `${name}：来自其他中心，路程 ${value('travelMinutes')} 分钟。`,
  'nobody-comes': () => '申请的人数须大于零。',
  'nothing-needed': () => '申请中没有需要安排的场地、人员或物资。',
};
