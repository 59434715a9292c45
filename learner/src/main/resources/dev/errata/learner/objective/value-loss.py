  # c_V L_V: see PpoA2c.java. values [N]; settings from 15 on: coefficient, tokens of the batch, row of the targets.
  def value_loss(self, values: Tensor, channels: Tensor, settings: List[float]) -> Tensor:
    error = values - torch.select(channels, 0, int(settings[17]))
    return torch.sum(error * error) * 0.5 * settings[15] / settings[16]
