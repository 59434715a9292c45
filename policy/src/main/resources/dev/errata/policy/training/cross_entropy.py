# Weighted cross-entropy: see CrossEntropy.java. logp and the channel weight are [N]; weighted_tokens is the number of
# positive weights in the whole batch.
loss = torch.neg(torch.sum(weight * logp)) / weighted_tokens
