# Everything that building needs stays in this first stage.
FROM node:24-bookworm-slim AS build
WORKDIR /samovar
COPY package.json package-lock.json ./
RUN npm ci
COPY . .
RUN node bin/build.mjs && npm prune --omit=dev

FROM node:24-bookworm-slim
LABEL org.opencontainers.image.title="Samovar" org.opencontainers.image.licenses="MIT"
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 DATA_DIR=/data
WORKDIR /samovar
COPY --from=build /samovar/package.json ./
COPY --from=build /samovar/node_modules ./node_modules
COPY --from=build /samovar/views ./views
COPY --from=build /samovar/public ./public
COPY --from=build /samovar/dist ./dist
COPY --from=build /samovar/bin/health.mjs ./bin/
RUN mkdir --mode=700 /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 3000
# Ready means: people can be served, the database answers.
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s CMD ["node", "bin/health.mjs"]
CMD ["node", "dist/bundle/main.js"]
