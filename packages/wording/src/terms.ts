import type { Language } from '@huitang/contracts';

/** Open vocabularies of centers and catalogue in Chinese; English and whatever is not here speak for themselves. */
const chinese: Readonly<Record<string, string>> = {
  guide: '讲解员',
  lecturer: '讲师',
  interpreter: '翻译',
  host: '主持人',
  'oath-leader': '领誓人',
  'new-member': '新党员代表',
  'senior-member': '老党员代表',
  secretary: '书记',
  'oath-wall': '宣誓墙',
  flag: '党旗',
  audio: '音响',
  projector: '投影',
  stage: '舞台',
  'step-free': '无障碍通道',
  piano: '钢琴',
  whiteboard: '白板',
  reception: '接待条件',
  outdoor: '室外空间',
  'mirror-wall': '镜墙',
  'language:zh': '中文',
  'language:en': '英语',
  'language:ja': '日语',
  'language:fr': '法语',
  'language:de': '德语',
  'language:es': '西班牙语',
};

const languages = new Intl.DisplayNames('en', { type: 'language' });

function inEnglish(word: string): string {
  const code = /^language:([a-z]{2,3})$/.exec(word)?.[1];
  return code ? (languages.of(code) ?? code) : word.replace(/^(?:package|route):/, '').replaceAll('-', ' ');
}

/** A word such as `oath-wall` for people: translated when it is known, readable when it is not. */
export const term = (word: string, language: Language): string =>
  (language === 'zh' && Object.hasOwn(chinese, word) ? chinese[word] : undefined) ?? inEnglish(word);

/** Several such words, separated by spaces, as a list. */
export const terms = (words: string, language: Language): string =>
  words
    .split(' ')
    .filter((word) => word !== '')
    .map((word) => term(word, language))
    .join(language === 'zh' ? '、' : ', ');
