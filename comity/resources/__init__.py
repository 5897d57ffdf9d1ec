"""Who gets which seat and which money: considerations, settings of a cycle, rounds, trials, results (P§7c, P§16, P§17).

Nouns: settings (weights, anchors, floor, keeping bonus of a cycle), points (what an Ally spends on considerations),
score, round, envelope (money put at a round's disposal), quota, wish (a party's order of its own names), frozen inputs,
run (a trial), line (one request in a run), override, result. Verbs: draft settings, write, open points, spend points,
close points, propose, adopt, give back, score, plan, cover, endow, limit, open, wish, freeze, queue, start, finish,
fail, cancel, override, lift, submit, publish, rerun, close.
"""
