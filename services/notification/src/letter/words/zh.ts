import type { Words } from './words.ts';

export const zh: Words = {
  messages: {
    deferred: {
      subject: (title) => `【统一安排】${title}`,
      heading: '已列入统一安排',
      opening: (title) => `当天的申请较多，将集中收集、统一安排。“${title}”已列入。`,
    },
    confirmed: {
      subject: (title, when) => `【已确认】${title} · ${when}`,
      heading: '已确认',
      opening: (title) => `“${title}”已确认，以下安排已为您预留。`,
    },
    changed: {
      subject: (title, when) => `【已更改】${title} · ${when}`,
      heading: '更改已确认',
      opening: (title) => `“${title}”的更改已确认，请以下面的安排为准。`,
    },
    moved: {
      subject: (title, when) => `【已调整】${title} · ${when}`,
      heading: '已调整',
      opening: (title) => `“${title}”已在您可接受的时间内作了调整，请以下面的安排为准。`,
    },
    announced: {
      subject: (title, when) => `【已公布】${title} · ${when}`,
      heading: '已公布',
      opening: (title) => `“${title}”已正式公布，时间和场地不再自动变动。`,
    },
    renamed: {
      subject: (title, when) => `【名称变更】${title} · ${when}`,
      heading: '场地或中心更名',
      opening: (title) => `“${title}”的场地或中心有了新名称，时间和地点不变；本邮件会更新您日历中的名称。`,
    },
    displaced: {
      subject: (title, when) => `【另作安排】${title} · ${when}`,
      heading: '已另作安排',
      opening: (title) => `很抱歉，中心收回了“${title}”原来的安排，已为您保留以下安排。`,
    },
    unplaced: {
      subject: (title, when) => `【原安排已收回】${title} · ${when}`,
      heading: '原安排已收回',
      opening: (title) => `很抱歉，中心收回了“${title}”原来的安排，当天没有其他合适的安排。`,
    },
    declined: {
      subject: (title) => `【未能安排】${title}`,
      heading: '未能安排',
      opening: (title) => `很抱歉，“${title}”这次未能安排。`,
    },
    'revision-declined': {
      subject: (title) => `【更改未能安排】${title}`,
      heading: '更改未能安排',
      opening: (title) => `“${title}”的更改未能安排，原来的安排不变。`,
    },
    cancelled: {
      subject: (title, when) => `【已取消】${title} · ${when}`,
      heading: '已取消',
      opening: (title) => `“${title}”已取消，为它预留的场地、人员和物资已经释放。`,
    },
    reminder: {
      subject: (title, when) => `【活动提醒】${title} · ${when}`,
      heading: '活动提醒',
      opening: (title, when) => `“${title}”将于 ${when} 开始。`,
    },
    'reminder-day': {
      subject: (title, when) => `【活动提醒】${title} · ${when}`,
      heading: '活动提醒',
      opening: (title, when) => `“${title}”将于 ${when} 开始。`,
    },
    'reminder-hour': {
      subject: (title, when) => `【即将开始】${title} · ${when}`,
      heading: '即将开始',
      opening: (title, when) => `“${title}”即将开始：${when}。`,
    },
    'not-seen': {
      subject: (title, when) => `【日历未更新】${title} · ${when}`,
      heading: '您的日历尚未更新',
      opening: (title) => `“${title}”有变更，而您订阅的日历尚未取得，请以下面的内容为准。`,
    },
  },
  greeting: (name) => `${name}：您好！`,
  listed: (items) => items.join('、'),
  counted: (name, count) => (count > 1 ? `${name} ×${count}` : name),
  people: (count) => `${count} 人`,
  labels: {
    time: '时间',
    before: '原定',
    wished: '申请时间',
    stands: '现有安排',
    rooms: '场地',
    also: '同时预留',
    center: '中心',
    address: '地址',
    kind: '类型',
    headcount: '人数',
  },
  sections: {
    programme: '议程',
    setup: '布置与清场',
    why: '为什么这样安排',
    whyNot: '原因',
    alternatives: '目前可以预订的其他安排',
  },
  mayMove: {
    heading: '仍可能调整',
    window: (span) => `开始时间仍可能在您可接受的范围内调整：${span}。`,
    roomOnly: '场地仍可能调整。',
    until: (when) => `时间和场地最晚于 ${when} 正式公布，在此之前请先不要通知参加者。`,
  },
  round: {
    heading: '接下来',
    collected: (until) => `申请收集至 ${until}，与提交先后无关。`,
    answered: (by) => `最晚于 ${by} 答复您。在此之前可以修改或取消申请。`,
    late: {
      opening: (title) =>
        `当天的申请已收集完毕，正在统一安排；“${title}”提交在此之后，将在其他申请之后、从余下的时间和场地中安排。`,
      closed: (since) => `申请收集已于 ${since} 截止。`,
      answered: (after) => `其他申请最晚于 ${after} 得到答复，随后即答复您。在此之前可以修改或取消申请。`,
    },
  },
  answer: {
    heading: '请您答复',
    accept: (when) => `如果合适，您无需操作：将于 ${when} 正式公布，您也可以提前公布。`,
    otherwise: '如果不合适，请在此之前修改或取消本活动；在此之前请先不要通知参加者。',
  },
  ordered: (reason) => `中心工作人员提出了更改，原因：${reason}。`,
  step: (clock, title, minutes, lead) => `${clock} ${title}（${minutes} 分钟${lead ? `，${lead}` : ''}）`,
  setupFrom: (clock, minutes) => `${clock} 起可以布置（开始前 ${minutes} 分钟）。`,
  clearedBy: (clock, minutes) => `请在 ${clock} 前清场（结束后 ${minutes} 分钟）。`,
  placed: (when, where) => (where ? `${when}，${where}` : when),
  noAlternatives: '目前没有合适的其他安排；可以换一个时间或条件再申请。',
  alternativesNote: '先到先得：按其中一项重新申请即可预订。',
  alternativesInstead: '先到先得：将本活动修改为其中一项即可预订；另行申请会与已为您保留的安排冲突。',
  links: { page: '查看活动', file: '加入日历（单次）', feed: '订阅中心日历' },
  digest: { subject: (count) => `【每日汇总】${count} 条通知`, heading: '每日汇总' },
  footer: '本邮件由会堂自动发送，请勿直接回复。',
};
