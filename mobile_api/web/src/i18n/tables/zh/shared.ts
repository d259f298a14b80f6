// Words that the staff app and the public pages both use.
export const sharedZh = {
  close: '关闭',
  retry: '再试一次',
  latest: '查看最新',
  loading: '正在读取…',
  unclear: '没有收到服务器的回答。可能已经办成，也可能没有；再试一次不会重复办理。',
  offline: '连不上服务器，请检查网络。',
  requestId: '问题编号 {id}',
  themeAuto: '跟随系统',
  themeLight: '浅色',
  themeDark: '深色',
  newVersion: '新版本已就绪',
  reloadNow: '立即更新',
  language: '语言',
} as const;
