"""Trains on the batch of a workload, or computes the log-probs of its answers, in eager PyTorch.

The loss is that of Errata's objective `ppo`: clipped surrogate on token rewards plus weighted imitation, each divided
by its own number of tokens. Sequences are padded on the right to the longest; with --micro-batches they are sorted by
length first and gradients are summed.
"""

import torch
import torch.nn.functional as F

import measure


class Padded:
    """Sequences side by side: ids [B, T], which of the B * T positions predict an answer token [N], and what [N]."""

    def __init__(self, sequences):
        whole = [s["prompt"] + s["answer"] for s in sequences]
        width = max(map(len, whole)) - 1  # The last token predicts nothing.
        self.ids = torch.tensor([(tokens[:-1] + [0] * width)[:width] for tokens in whole])
        starts = [row * width + len(s["prompt"]) - 1 for row, s in enumerate(sequences)]
        self.index = torch.cat([torch.arange(a, a + len(s["answer"])) for a, s in zip(starts, sequences)])
        self.target = torch.tensor(sum((s["answer"] for s in sequences), []))
        self.behavior, self.reward, self.weight = (
            torch.tensor(sum((s[name] for s in sequences), []))
            for name in ("behavior_log_probs", "rewards", "imitation_weights")
        )


class Bare:
    """The bare Llama; the head is applied to the positions that predict an answer token only."""

    def __init__(self, folder):
        import llama

        self.model = llama.load(folder)

    def __call__(self, batch):
        x = self.model(batch.ids).flatten(0, 1)[batch.index]
        return -F.cross_entropy(self.model.head(x), batch.target, reduction="none")


class Transformers:
    """The module of transformers, which computes logits at all positions."""

    def __init__(self, folder):
        import transformers

        transformers.logging.set_verbosity_error()
        transformers.logging.disable_progress_bar()
        self.model = transformers.AutoModelForCausalLM.from_pretrained(
            folder, dtype=torch.float32, attn_implementation="sdpa"
        )

    def __call__(self, batch):
        # Padding is on the right and attention is causal, so no mask is needed.
        logits = self.model(batch.ids, use_cache=False).logits.flatten(0, 1)[batch.index]
        return -F.cross_entropy(logits, batch.target, reduction="none")


def loss_of(log_probs, batch, objective, rewarded, imitated):
    ratio = (log_probs - batch.behavior).clamp(-20, 20).exp()
    clipped = ratio.clamp(1 - objective["clip_low"], 1 + objective["clip_high"])
    policy = -torch.minimum(batch.reward * ratio, batch.reward * clipped).sum() / rewarded
    imitation = -(batch.weight * log_probs).sum() / imitated
    return policy + objective["imitation_weight"] * imitation


def main():
    parser = measure.options(__doc__.splitlines()[0])
    parser.add_argument("--impl", choices=("bare", "transformers"), default="bare")
    parser.add_argument("--forward-only", action="store_true", help="log-probs of the answers, no step")
    parser.add_argument("--micro-batches", type=int, default=1, help="parts of a batch (default: %(default)s)")
    chosen = parser.parse_args()
    torch.set_num_threads(chosen.threads)
    if chosen.impl == "transformers":
        import transformers  # noqa: F401 (so that the baseline includes it)
    baseline = measure.peak_rss_mb()
    work = measure.workload(chosen.folder)
    engine = {"bare": Bare, "transformers": Transformers}[chosen.impl](chosen.folder)
    sequences = work["sequences"]
    tokens = sum(len(s["prompt"]) + len(s["answer"]) for s in sequences)
    answer_tokens = sum(len(s["answer"]) for s in sequences)
    if chosen.micro_batches > 1:
        sequences = sorted(sequences, key=lambda s: len(s["prompt"]) + len(s["answer"]))
    size = -(-len(sequences) // chosen.micro_batches)
    parts = [sequences[i : i + size] for i in range(0, len(sequences), size)]

    @torch.inference_mode()
    def judge():
        return tokens, sum(float(engine(Padded(part)).sum()) for part in parts) / answer_tokens

    settings = work["optimizer"]
    optimizer = None if chosen.forward_only else torch.optim.AdamW(
        engine.model.parameters(),
        lr=settings["learning_rate"],
        betas=(settings["beta1"], settings["beta2"]),
        eps=settings["epsilon"],
        weight_decay=settings["weight_decay"],
        fused=True,
    )
    rewarded = max(1, sum(reward != 0 for s in sequences for reward in s["rewards"]))
    imitated = max(1, sum(weight != 0 for s in sequences for weight in s["imitation_weights"]))

    def step():
        total = 0.0
        for part in parts:
            batch = Padded(part)
            loss = loss_of(engine(batch), batch, work["objective"], rewarded, imitated)
            loss.backward()
            total += loss.item()
        torch.nn.utils.clip_grad_norm_(engine.model.parameters(), settings["clip_norm"], foreach=True)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        return tokens, total

    name, run = ("log-probs", judge) if chosen.forward_only else ("train-step", step)
    measure.measure(chosen, name, work, run, baseline)


if __name__ == "__main__":
    main()
