"""每种行为一张表单；拟稿不在这里，它在文书的页面上。"""

from __future__ import annotations

from mingtang.disclosure.forms.office import again, applicant, close, consult, file, handling, replies
from mingtang.disclosure.forms.office.base import ActForm

ACT_FORMS: dict[str, type[ActForm]] = {
    form.kind: form
    for form in (
        applicant.CorrectApplicant,
        file.TakeBack,
        handling.ConfirmReceipt,
        handling.Register,
        handling.Assign,
        handling.RecordSearch,
        handling.GiveOpinion,
        handling.AddSupplementPoint,
        handling.AskSupplement,
        handling.ReceiveSupplement,
        handling.AskReasons,
        handling.ReceiveReasons,
        handling.Delay,
        handling.ProposeExtension,
        handling.ApproveExtension,
        handling.RefuseExtension,
        handling.NotifyExtension,
        handling.Charge,
        handling.Pay,
        handling.Urge,
        handling.TellDue,
        consult.Consult,
        consult.ServeConsultation,
        consult.AnswerConsultation,
        consult.LapseConsultation,
        consult.Weigh,
        consult.Tell,
        replies.Review,
        replies.SendBack,
        replies.Recall,
        replies.Decide,
        replies.Send,
        replies.SendNotice,
        replies.Serve,
        replies.Returned,
        replies.JudgeReturn,
        close.Withdraw,
        close.AdviseTransfer,
        close.LinkRepeat,
        close.ProposePublication,
        close.Examine,
        again.Reopen,
        close.Archive,
        close.Void,
        close.FileRemedy,
    )
}
