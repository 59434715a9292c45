# Direct preference optimization: see Dpo.java. logp and the channels reference_log_prob, pair (its number) and side (1
# the better answer, -1 the worse) are [N]; pairs is the number of pairs in the whole batch. A pair is never divided;
# the pairs of other micro-batches are absent here.
number = torch.to(pair, 4)
count = int(pairs)

reward = (logp - reference_log_prob) * dpo_beta
margins = torch.zeros([count], dtype=6, device=logp.device).index_add_(0, number, side * reward)
tokens = torch.zeros([count], dtype=6, device=logp.device).index_add_(0, number, torch.ones_like(side))
present = torch.to(torch.gt(tokens, 0.), 6)
loss = torch.sum(torch.softplus(torch.neg(margins)) * present) / count

better = torch.to(torch.gt(side, 0.), 6)
wins = torch.to(torch.gt(margins, 0.), 6) * present
accuracy = torch.sum(wins) / count
margin = torch.sum(margins * present) / count
chosen_reward = torch.sum(reward * better) / count
