# c_V L_V: see PpoA2c.java. values and value_target are [N].
error = values - value_target
value_loss = torch.sum(error * error) * 0.5 * value_weight / answer_tokens
