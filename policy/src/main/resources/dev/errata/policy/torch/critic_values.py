  # Values under the current weights -> [M]. index [M] says which of the N rows predict an answer token.
  def values(self, w: List[Tensor], cos: Tensor, sin: Tensor, tokens: Tensor, position: Tensor, pad: List[Tensor],
      unpad: List[Tensor], mask: List[Tensor], index: Tensor, critic: Tensor) -> Tensor:
    x = torch.index_select(self.read(w, cos, sin, tokens, position, pad, unpad, mask), 0, index)
    return self.value(self.norm(x, w[self.offset(self.layers)]), critic)
