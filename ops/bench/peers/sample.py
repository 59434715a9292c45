"""Samples the answers of a workload with transformers' generate() or with a bare PyTorch loop.

Both sort by prompt length before they cut into batches, so that a batch has little padding, and both sample at
temperature 1. The loop gathers the log-prob of every token, as RL needs it; generate() is spared that (it would have to
keep the scores of every step).
"""

import torch
import torch.nn.functional as F

import measure


def ends(tokens, stop):
    """Number of tokens of each row up to and including its first stop token: tokens [B, T] -> [B]."""
    stopped = torch.isin(tokens, stop).cumsum(1)
    return (stopped - torch.isin(tokens, stop).long() == 0).sum(1)


def left_padded(prompts):
    """Token ids and mask, [B, P] each; prompts end in the last column."""
    width = max(map(len, prompts))
    ids = torch.tensor([[0] * (width - len(prompt)) + prompt for prompt in prompts])
    mask = torch.tensor([[0] * (width - len(prompt)) + [1] * len(prompt) for prompt in prompts])
    return ids, mask


class Generate:
    """transformers, used as its documentation shows."""

    def __init__(self, folder, work):
        import transformers

        transformers.logging.set_verbosity_error()
        transformers.logging.disable_progress_bar()
        self.model = transformers.AutoModelForCausalLM.from_pretrained(
            folder, dtype=torch.float32, attn_implementation="sdpa"
        ).eval()
        self.config = transformers.GenerationConfig(
            do_sample=True,
            temperature=1.0,
            top_k=0,
            top_p=1.0,
            max_new_tokens=work["new_tokens"],
            use_cache=True,
            eos_token_id=work["stop"] or None,
            pad_token_id=0,
        )
        # The stop tokens of the folder must not come back through the model's own settings.
        self.model.generation_config = self.config
        self.stop = torch.tensor(work["stop"], dtype=torch.long)

    def __call__(self, prompts):
        ids, mask = left_padded(prompts)
        tokens = self.model.generate(ids, attention_mask=mask, generation_config=self.config)
        return int(ends(tokens[:, ids.size(1) :], self.stop).sum()), None


class Loop:
    """A bare loop: a cache allocated once, one multinomial a step, and rows dropped when half of them have ended."""

    def __init__(self, folder, work):
        import llama

        self.llama = llama
        self.model = llama.load(folder).eval()
        self.new_tokens = work["new_tokens"]
        self.stop = torch.tensor(work["stop"], dtype=torch.long)

    def __call__(self, prompts):
        ids, mask = left_padded(prompts)
        rows, width = ids.shape
        cache = self.llama.Cache(self.model, rows, width + self.new_tokens)
        padded = not bool(mask.all())
        positions, hidden, prefill = None, None, None
        if padded:
            positions = (mask.cumsum(1) - 1).clamp_min(0)
            # Added to the attention scores, [B, 1, 1, S]: made once, for a mask of booleans is converted in every
            # layer.
            padding = (1 - mask.float()) * torch.finfo(torch.float32).min
            hidden = F.pad(padding, (0, self.new_tokens))[:, None, None]
            future = torch.full((width, width), torch.finfo(torch.float32).min).triu(1)
            prefill = torch.minimum(hidden[..., :width], future)
        x = self.model(ids, positions, prefill, cache)[:, -1]
        position = mask.sum(1)
        alive = torch.ones(rows, dtype=torch.bool)
        sampled, log_prob_sum = 0, 0.0
        for step in range(self.new_tokens):
            log_probs = torch.log_softmax(self.model.head(x), -1)
            token = torch.multinomial(log_probs.exp(), 1)
            log_prob = log_probs.gather(1, token).squeeze(1)
            living = int(alive.sum())
            sampled += living
            log_prob_sum += float(log_prob[alive].sum()) if len(self.stop) else float(log_prob.sum())
            if len(self.stop):
                alive &= ~torch.isin(token.squeeze(1), self.stop)
                living = int(alive.sum())
                if living == 0:
                    break
                if 2 * living <= len(alive):
                    kept = alive.nonzero().squeeze(1)
                    token, position, alive = token[kept], position[kept], alive[kept]
                    hidden = hidden[kept] if padded else None
                    cache.keep(kept)
            if step + 1 < self.new_tokens:
                visible = hidden[..., : cache.length + 1] if padded else None
                x = self.model(token, position.unsqueeze(1), visible, cache)[:, -1]
                position = position + 1
        return sampled, log_prob_sum


def main():
    parser = measure.options(__doc__.splitlines()[0])
    parser.add_argument("--peer", choices=("generate", "loop"), default="generate")
    parser.add_argument("--batch", type=int, default=64, help="answers sampled at once (default: %(default)s)")
    chosen = parser.parse_args()
    torch.set_num_threads(chosen.threads)
    if chosen.peer == "generate":
        import transformers  # noqa: F401 (so that the baseline holds it)
    baseline = measure.peak_rss_mb()
    work = measure.workload(chosen.folder)
    sampler = {"generate": Generate, "loop": Loop}[chosen.peer](chosen.folder, work)
    prompts = sorted(work["prompts"], key=len)
    batches = [prompts[i : i + chosen.batch] for i in range(0, len(prompts), chosen.batch)]

    @torch.inference_mode()
    def run():
        torch.manual_seed(chosen.seed)
        results = [sampler(batch) for batch in batches]
        tokens = sum(count for count, _ in results)
        known = all(log_prob is not None for _, log_prob in results)
        return tokens, sum(log_prob for _, log_prob in results) / tokens if known else None

    measure.measure(chosen, "sample", work, run, baseline)


if __name__ == "__main__":
    main()
