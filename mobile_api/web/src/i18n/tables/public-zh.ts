// Words of the customer's signing page and of the demo's phone.
import { sharedZh } from './zh/shared.ts';

export const publicZh = {
  ...sharedZh,
  signTitle: '签署贷款合同',
  signIntro: '请核对以下内容，确认无误后签署。',
  signCustomer: '借款人',
  signContract: '合同编号',
  signAmount: '借款金额',
  signTerm: '期限',
  signMonths: '{n} 个月',
  signRate: '年利率',
  signApr: '年化利率（IRR）',
  signMethod: '还款方式',
  signFirstDue: '首次还款日',
  signInstalment: '首期应还',
  signPdf: '阅读合同全文（PDF）',
  signExpires: '链接有效至 {time}',
  signAgree: '我已阅读并同意合同全部内容，知悉借款金额、利率与还款安排',
  signGetCode: '获取短信验证码',
  signGetAgain: '重新获取（{n} 秒）',
  signCode: '短信验证码',
  signCodeSent: '验证码已发送到您预留的手机号',
  signNow: '确认签署',
  signDone: '签署成功',
  signDoneText: '合同已生效。放款到账后会短信通知您。',
  signGone: '链接已失效',
  signGoneText: '链接可能已经使用、过期或不完整。请联系您的客户经理重新发送。',
  signSafety: '我们不会向您索要银行卡密码，放款前不收取任何费用。',
  phoneTitle: '客户的手机',
  phoneText: '演示环境中，客户收到的每条短信都显示在这里。',
  phoneEmpty: '还没有短信',
  phoneEmptyText: '发送签约链接后，短信会出现在这里。',
  phoneTo: '发给 {to}',
  phoneNotDemo: '此页面只在演示环境中可用。',
} as const;

export type PublicKey = keyof typeof publicZh;
