"""How good a customer is: twelve basic and eight behaviour categories make a score, a grade and its reasons.

Nouns: fact (one thing known of a customer, with its source and its day), chart (the dated categories, bins and points:
data, a version for each change), part (what one category gave), grade (AAA to C), cap (what keeps a grade down whatever
the score), behaviour (what the house's own loans say of a customer, pushed down by the loans), run (the re-rating of a
month). Invariants: a fact that is not known is missing and never nought: its category gets the chart's points for
missing ones and the rating is thin; nothing about sex, ethnicity, faith, illness or birthplace is ever a fact (个人信息
保护法 article 24, 征信业管理条例 article 14); a rating is never changed, and keeps chart version, facts and every part.
"""
