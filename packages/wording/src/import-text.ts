import type { Bilingual } from '@huitang/contracts';

/** Why a row of an imported file was not taken, by code; what exactly was wanted is told beside it. */
const texts: Readonly<Record<string, Bilingual>> = {
  missing: { zh: '缺少必填内容。', en: 'Something that is needed is missing.' },
  invalid: { zh: '内容无法识别。', en: 'It says something that cannot be read.' },
  'too-long': { zh: '内容过长。', en: 'It is too long.' },
  'no-zone': { zh: '时间没有时区。', en: 'The time has no zone.' },
  'unknown-zone': { zh: '时区无法识别。', en: 'The time zone is not known.' },
  'ends-before-start': { zh: '结束早于开始。', en: 'It ends before it begins.' },
  'zero-length': { zh: '开始与结束是同一时刻。', en: 'It begins and ends in the same minute.' },
  'repeated-id': { zh: '编号与文件中另一行重复。', en: 'Another row of the file has the same id.' },
  'recurring-not-taken': { zh: '重复的日程不能导入。', en: 'An event that repeats is not taken.' },
  'unknown-room': { zh: '中心没有这个场地。', en: 'The center has no such room.' },
  'ambiguous-room': { zh: '有多个场地用这个名称。', en: 'Several rooms have that name.' },
  'unknown-kind': { zh: '目录中没有这类活动。', en: 'The catalogue has no such kind of activity.' },
  'ordered-since': {
    zh: '工作人员此后另作了安排，未作改动。',
    en: 'Staff have ordered another place since; it was left as it is.',
  },
  'never-imported': {
    zh: '文件中已取消，此前也未导入过。',
    en: 'It is cancelled in the file, and was never imported before.',
  },
  'answer-pending': { zh: '上一次申请尚未得到答复。', en: 'What was asked for before has not been answered yet.' },
  'already-cancelled': { zh: '活动已取消。', en: 'The activity is cancelled.' },
  'other-center': { zh: '活动不能换到另一个中心。', en: 'An activity does not change its center.' },
  'not-possible-now': {
    zh: '当时无法处理；请再次导入同一文件。',
    en: 'It was not possible at that moment; import the same file again.',
  },
  'internal-error': { zh: '这是我们的错误，详见日志。', en: 'This is our fault; the log has the details.' },
  refused: { zh: '未能安排。', en: 'It could not be had.' },
};

/** A sentence for a code of an import report; undefined where it is a reason of room-allocation, which has words of its own. */
export const importText = (code: string): Bilingual | undefined =>
  Object.hasOwn(texts, code) ? texts[code] : undefined;
