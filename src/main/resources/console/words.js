// What the page says, in English and Chinese. Reasons come from the program, in English as in its log.

const EN = {
  title: 'QQ Bus Bridge',
  live: 'live', offline: 'no connection; trying again',
  accounts: 'Accounts', all: 'all', letters: 'Dead letters', events: 'Last events',
  traffic: 'Messages a second', received: 'received', sent: 'sent',
  delivery: 'Delivery to Kafka, ms', p50: 'median', p99: '99 of 100',
  drops: 'Drops', gate: 'Gate', gateOpen: 'open', gateClosed: 'closed', journal: 'Journal',
  journalEmpty: 'empty', waiting: 'wait for Kafka',
  search: 'Search accounts', nothing: 'No account is like this.', none: 'Nothing yet.',
  noLetters: 'No dead letters.',
  name: 'Account', state: 'State', since: 'Since', last: 'Last message', rate: 'Messages a minute',
  inOut: 'In / out', reason: 'Reason', next: 'Next',
  of: (from, to, total) => `${from}–${to} of ${total}`, previous: 'Previous', following: 'Next',
  never: 'never', history: 'History', close: 'Close', attempts: 'failed attempts',
  login: 'Log in', logout: 'Log out', pause: 'Pause', resume: 'Resume',
  captcha: 'What does the picture say?', answer: 'Answer', noPicture: 'The picture cannot be shown here.',
  replay: 'Replay', place: 'Place', stage: 'Given up at', size: 'Bytes', reload: 'Reload', at: 'Time',
  text: 'As received', unknownAccount: 'not configured', loading: 'Loading …',
  asked: (what) => `Asked: ${what}.`, failed: (why) => `Not done: ${why}`,
  readOnly: 'Shows only', readOnlyWhy: 'Set qq.console.token to act from here.',
  unlock: 'Unlock actions', unlockFirst: 'Unlock actions above to use these.', lock: 'Lock actions', token: 'Token', cancel: 'Cancel',
  tokenWhy: 'The value of qq.console.token. It stays in this tab.',
  dark: 'Dark', light: 'Light', language: '中文',
  dropped: (account) => `${account} was dropped.`,
  pauseWhy: 'Stays logged in; messages wait at the gateway.',
  textsHidden: 'Texts are hidden (qq.console.texts).',
  states: {
    connecting: 'connecting', online: 'online', silent: 'silent', reconnecting: 'reconnecting',
    refused: 'refused', 'taken-over': 'taken over', challenged: 'challenged', stopped: 'stopped',
    paused: 'paused',
  },
  kinds: { message: 'message', request: 'request', command: 'command', dead: 'dead letter', drop: 'drop' },
};

const ZH = {
  title: 'QQ 总线桥',
  live: '实时', offline: '连接中断,正在重试',
  accounts: '帐号', all: '全部', letters: '死信', events: '最近事件',
  traffic: '每秒消息数', received: '接收', sent: '发送',
  delivery: '送达 Kafka 耗时(毫秒)', p50: '中位数', p99: '99%',
  drops: '掉线', gate: '闸门', gateOpen: '开', gateClosed: '关', journal: '日志簿',
  journalEmpty: '空', waiting: '个等待 Kafka',
  search: '搜索帐号', nothing: '没有符合条件的帐号。', none: '暂无。',
  noLetters: '没有死信。',
  name: '帐号', state: '状态', since: '自', last: '最近消息', rate: '每分钟消息',
  inOut: '收 / 发', reason: '原因', next: '下一步',
  of: (from, to, total) => `第 ${from}–${to} 个,共 ${total} 个`, previous: '上一页', following: '下一页',
  never: '从未', history: '历史', close: '关闭', attempts: '次失败',
  login: '登录', logout: '退出', pause: '暂停', resume: '继续',
  captcha: '图片上写的是什么?', answer: '提交', noPicture: '图片无法在此显示。',
  replay: '重放', place: '位置', stage: '放弃于', size: '字节', reload: '刷新', at: '时间',
  text: '原文', unknownAccount: '未配置', loading: '载入中…',
  asked: (what) => `已请求:${what}。`, failed: (why) => `未完成:${why}`,
  readOnly: '只读', readOnlyWhy: '设置 qq.console.token 后可在此操作。',
  unlock: '解锁操作', unlockFirst: '先在上方解锁操作。', lock: '锁定操作', token: '令牌', cancel: '取消',
  tokenWhy: 'qq.console.token 的值,只保存在此标签页。',
  dark: '深色', light: '浅色', language: 'English',
  dropped: (account) => `${account} 掉线。`,
  pauseWhy: '保持登录,消息留在网关。',
  textsHidden: '消息内容已隐藏(qq.console.texts)。',
  states: {
    connecting: '连接中', online: '在线', silent: '沉默', reconnecting: '重连中',
    refused: '被拒绝', 'taken-over': '被顶替', challenged: '验证码', stopped: '已停止',
    paused: '已暂停',
  },
  kinds: { message: '消息', request: '请求', command: '命令', dead: '死信', drop: '掉线' },
};

/** The words of a language, `en` or `zh`, and how it writes numbers and times. */
export function wordsOf(language) {
  const words = language === 'zh' ? ZH : EN;
  const tag = language === 'zh' ? 'zh-CN' : navigator.language.startsWith('en') ? navigator.language : 'en';
  const number = new Intl.NumberFormat(tag, { maximumFractionDigits: 1 });
  const relative = new Intl.RelativeTimeFormat(tag, { numeric: 'auto', style: 'short' });
  const moment = new Intl.DateTimeFormat(tag, { dateStyle: 'medium', timeStyle: 'medium' });
  const clock = new Intl.DateTimeFormat(tag, { timeStyle: 'medium' });
  return {
    ...words,
    tag,
    number: (value) => number.format(value),
    moment: (millis) => moment.format(millis),
    clock: (millis) => clock.format(millis),
    ago: (millis) => {
      const seconds = Math.round((millis - Date.now()) / 1000);
      const size = Math.abs(seconds);
      return size < 60 ? relative.format(Math.min(seconds, 0), 'second')
        : size < 3600 ? relative.format(Math.trunc(seconds / 60), 'minute')
        : size < 86400 ? relative.format(Math.trunc(seconds / 3600), 'hour')
        : relative.format(Math.trunc(seconds / 86400), 'day');
    },
    stateOf: (state) => words.states[state] ?? state,
    kindOf: (kind) => words.kinds[kind] ?? words.states[kind] ?? kind,
  };
}
