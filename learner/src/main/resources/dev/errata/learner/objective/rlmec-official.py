# The RL term of RLMEC as published: see RlmecOfficial.java. Channels and all tensors but the loss are [N]. Assigns
# policy_loss, log_ratio (log rho), ratio (the one that is clipped) and capped.
log_ratio = torch.clamp(logp - behavior_log_prob, -20., 20.)
ratio = torch.exp(log_ratio)
clipped = torch.clamp(ratio, 1. - clip_low, 1. + clip_high)
coefficient = torch.detach(torch.minimum(ratio * reward, clipped * reward))
policy_loss = torch.neg(torch.sum(coefficient * logp)) / rewarded_tokens
capped = torch.zeros_like(torch.gt(reward, 0.))
