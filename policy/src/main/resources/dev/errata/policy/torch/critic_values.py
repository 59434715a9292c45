  # Values under the current weights: index [M] lists the rows, of N, that predict an answer token -> [M].
  def values(self, w: List[Tensor], cos: Tensor, sin: Tensor, tokens: Tensor, position: Tensor, pad: List[Tensor], unpad: List[Tensor], mask: List[Tensor], index: Tensor, critic: Tensor) -> Tensor:
    x = torch.index_select(self.read(w, cos, sin, tokens, position, pad, unpad, mask), 0, index)
    return self.value(self.norm(x, w[self.offset(self.layers)]), critic)
