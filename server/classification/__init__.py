"""Five tiers, days-past-due buckets and provision, day by day and month by month.

Nouns: the *tier* of a loan (正常 关注 次级 可疑 损失) with its *reasons*, effective-dated in a history; its *standing*,
which is what the next evening needs to know of the last; a *ground* entered by hand, which holds a loan down until two
people lift it; the *run* of a business date (how far classifying it has come); the *book of a month* (bucket, tier,
balance and provision of every loan at its end); the *edition* (limits, percentages and priors in force from a day on).
Invariants: a tier is never better than what the days past due allow; a loan leaves the non-performing tiers only after
its observation; when a tenth of what a person owes is non-performing, all of it is; histories have neither gaps nor
overlaps; a date is classified once, after its day is closed, and one that was broken off goes on where it stood; the
provisions of a month add up, branch by branch, to the allowance in the ledger.
"""
